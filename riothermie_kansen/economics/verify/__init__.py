"""Recompute a consultant's report: every printed figure beside ours, and the cause where they differ.

`run.verify` takes a study (``economics/studies``, in the form of `figures`) and reckons the outcome beside each printed
figure with the functions that the algorithms use themselves; there is no formula of a report here that is not theirs.
A figure says how the source reckoned where that differs (names that begin with ``bron_`` in ``grootheid_index``): if
the printed figure comes out that way, the cause of the difference is shown, not just claimed.
"""
