"""What a person meets in the QGIS desktop: the panel that guides, the toolbar, the menu and the settings."""
