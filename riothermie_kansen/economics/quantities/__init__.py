"""From the layers of a network to a project: items of the investment, and who connects."""
