"""Where an object of the source is in the network, which may have split it or left it out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..schema import Sewer
from .network import Network


def pieces(network: Network, sewer: Sewer) -> pd.DataFrame:
    """Return the pieces of each pipe of the source.

    The pieces of a split pipe share its row in the input (``bron_rij``); a pipe that a reader made itself has only
    its id.

    Returns
    -------
    pandas.DataFrame
        source (row of ``sewer.pipes``), pipe (row of ``network.pipes``) and metres, sorted.
    """
    split = pd.DataFrame(
        {
            "id": network.pipes["leiding_id"].astype(str).to_numpy(dtype=object),
            "row": network.pipes["bron_rij"].to_numpy(dtype=np.int64),
            "pipe": np.arange(len(network.pipes)),
            "metres": np.nan_to_num(shapely.length(network.pipes.geometry.to_numpy())),
        }
    )
    whole = pd.DataFrame(
        {
            "id": sewer.pipes["leiding_id"].astype(str).to_numpy(dtype=object),
            "row": sewer.pipes["bron_rij"].to_numpy(dtype=np.int64),
            "source": np.arange(len(sewer.pipes)),
        }
    )
    by_row = (whole["row"] >= 0) & ~whole["row"].duplicated(keep=False)
    found = pd.concat(
        [
            whole[by_row].merge(split[["row", "pipe", "metres"]], on="row"),
            whole[~by_row].merge(split[["id", "pipe", "metres"]], on="id"),
        ],
        ignore_index=True,
    )
    return found[["source", "pipe", "metres"]].sort_values(["source", "pipe"], ignore_index=True)
