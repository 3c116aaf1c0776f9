"""May we drill here: verdicts from maps of restrictions."""
