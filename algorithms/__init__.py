"""The QGIS shell: a Processing provider with thin algorithms around the engine."""
