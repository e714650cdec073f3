"""The middle of values of which some weigh more than others."""

from __future__ import annotations

import numpy as np


def middle(values: np.ndarray, weight: np.ndarray) -> float:
    """Return the value up to which half of all weight lies; ``values``, ``weight``: shape (n,), not empty.

    >>> import numpy as np
    >>> from greenvein.core.people.middle import middle
    >>> middle(np.array([3.0, 1.0, 2.0]), np.array([10.0, 1.0, 1.0]))
    3.0
    """
    order = np.argsort(values)
    return float(values[order][np.searchsorted(weight[order].cumsum(), weight.sum() / 2)])
