"""Fetching public data: what there is, asking with patience, all pages, one table per dataset with its source.

The engine opens no connection: whoever starts it hands over a `Fetch`, see `transport`.
"""

from .catalogue import GROUPS, SEWER_SOURCES, Dataset, dataset, datasets, of_group, services, with_bases, workspace
from .delivery import Delivery, Source
from .download import Setting, download, download_bgt
from .municipality import Municipality, municipality
from .pages import clear
from .transport import Fetch, Patience, Request, Response, ServiceError, Wait, ask, pause

__all__ = (
    "GROUPS",
    "SEWER_SOURCES",
    "Dataset",
    "Delivery",
    "Fetch",
    "Municipality",
    "Patience",
    "Request",
    "Response",
    "ServiceError",
    "Setting",
    "Source",
    "Wait",
    "ask",
    "clear",
    "dataset",
    "datasets",
    "download",
    "download_bgt",
    "municipality",
    "of_group",
    "pause",
    "services",
    "with_bases",
    "workspace",
)
