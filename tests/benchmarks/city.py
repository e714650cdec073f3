"""A synthetic city for benchmarks: a jittered grid of parcels, deterministic, any size."""

import numpy as np
import shapely

CELL_M = 100.0
ORIGIN = (500_000.0, 4_400_000.0)


def parcels(cells: int, residential: int, parks: int, seed: int = 2022) -> tuple[np.ndarray, np.ndarray]:
    """Return ``cells × cells`` quadrilaterals that tile a square, and their use.

    The use is 0 other, 1 residential, 2 park. Grid nodes are moved by up to a
    quarter of a cell, so that all parcels stay valid and neighbours share their edges.
    """
    random = np.random.default_rng(seed)
    nodes = np.stack(np.meshgrid(np.arange(cells + 1.0), np.arange(cells + 1.0)), axis=-1)
    nodes = (nodes + random.uniform(-0.25, 0.25, nodes.shape)) * CELL_M + ORIGIN
    corners = (nodes[:-1, :-1], nodes[:-1, 1:], nodes[1:, 1:], nodes[1:, :-1])
    rings = np.stack([corner.reshape(-1, 2) for corner in corners], axis=1)
    count = cells * cells
    use = np.zeros(count, dtype=np.int8)
    order = random.permutation(count)
    use[order[:residential]] = 1
    use[order[residential : residential + parks]] = 2
    return shapely.polygons(rings), use
