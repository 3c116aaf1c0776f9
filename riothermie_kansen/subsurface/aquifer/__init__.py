"""Which layer carries an open system (WKO): REGIS and GeoTOP."""
