"""What leaves the plugin: drawings and reports."""
