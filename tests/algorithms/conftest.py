"""The provider, registered by the plugin for all tests of the algorithms."""

import pytest
from riothermie_plugin import classFactory


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_processing):
    """Return the registered provider; the plugin has no desktop here, as under qgis_process."""
    plugin = classFactory(None)
    plugin.initProcessing()
    yield plugin.provider
    plugin.unload()
