"""Engine of Riothermie Kansen: plain Python on GeoDataFrames and arrays, without QGIS."""
