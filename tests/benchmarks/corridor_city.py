"""Synthetic ventilation corridors and buildings for benchmarks: deterministic, any number of them."""

from __future__ import annotations

import numpy as np
import shapely
from city import ORIGIN

SIDE_M = 100_000.0
# Corridors follow the prevailing wind, here a north-westerly one, which also keeps most of them from crossing.
WIND_FROM_DEG, SPREAD_DEG = 315.0, 10.0
LENGTH_M = (10_000.0, 30_000.0)
STEP_M = (20.0, 60.0)
# Per level: width, wave lengths of the bends, noise of the edges, all in metres.
SHAPES = {1: ((450.0, 900.0), (2_500.0, 9_000.0), 5.0), 2: ((70.0, 250.0), (1_200.0, 7_000.0), 2.0)}
SIZE_M = (8.0, 60.0)
# Shares of the blocks inside corridors: single buildings anywhere in the width, rows of touching
# buildings from side to side; the rest stands along the sides.
SINGLE, ROW = 0.25, 0.002
L_SHAPED = 0.25
# Blocks along one side take at most this share of the mean width, so that two sides leave a way through.
DEPTH = 0.33
NEAR_SHARE, NEAR_M = 0.7, 350.0
TOWNS, TOWN_M = 60, 1_500.0


def corridors(level1: int, level2: int, seed: int = 2022) -> tuple[np.ndarray, np.ndarray]:
    """Return winding corridors, 10–30 km long, in a city of 100 × 100 km, and their levels.

    Widths vary smoothly along each corridor, within 450–900 m on level 1 and
    70–250 m on level 2. Both sides have a vertex every 20–60 m.
    """
    level = np.repeat(np.array([1, 2]), (level1, level2))
    # Points that fill the square evenly, however many there are (the R2 sequence).
    number = np.arange(1, len(level) + 1)[:, None]
    centres = ((number * (0.7548776662466927, 0.5698402909980532)) % 1 * 0.76 + 0.12) * SIDE_M + ORIGIN
    polygons = []
    for centre, rank, stream in zip(centres, level, np.random.SeedSequence(seed).spawn(len(level))):
        polygons.append(corridor(np.random.default_rng(stream), centre, *SHAPES[int(rank)]))
    return np.array(polygons), level


def corridor(
    random: np.random.Generator,
    centre: np.ndarray,
    widths_m: tuple[float, float],
    bends_m: tuple[float, float],
    noise_m: float,
) -> shapely.Polygon:
    """Return one corridor: a line of slowly turning direction, and two noisy sides beside it."""
    length = random.uniform(*LENGTH_M)
    along = np.linspace(0, length, int(length / 10) + 1)
    base = np.radians(270 - WIND_FROM_DEG + random.uniform(-SPREAD_DEG, SPREAD_DEG))
    waves = np.geomspace(bends_m[1], bends_m[0], 3) * random.uniform(0.8, 1.25, 3)
    # The shorter a wave, the less it turns: so the bends stay wider than the corridor.
    turns = np.sin(2 * np.pi * along[:, None] / waves + random.uniform(0, 2 * np.pi, 3)) @ (0.5 * waves / waves[0])
    heading = base + turns
    steps = np.stack([np.cos(heading), np.sin(heading)], axis=1)
    line = np.cumsum(steps, axis=0) * (along[1] - along[0])
    line += centre - line[len(line) // 2]
    usual, swing = random.uniform(0.3, 0.7), random.dirichlet(np.ones(3)) * 0.3
    swell = np.sin(2 * np.pi * along[:, None] / (random.uniform(0.5, 2, 3) * bends_m[1]) + random.uniform(0, 6.28, 3))
    half = (widths_m[0] + (widths_m[1] - widths_m[0]) * (usual + swell @ swing)) / 2
    sides = []
    for sign in (1, -1):
        at = np.cumsum(random.uniform(*STEP_M, int(length / STEP_M[0])))
        at = np.concatenate([[0], at[at < length - STEP_M[0]], [length]])
        offset = sign * (np.interp(at, along, half) + random.uniform(-noise_m, noise_m, len(at)))
        x, y, dx, dy = (np.interp(at, along, values) for values in (*line.T, *steps.T))
        sides.append(np.stack([x - dy * offset, y + dx * offset], axis=1))
    left, right = sides
    return shapely.Polygon(np.concatenate([right, left[::-1]]))


def buildings(count: int, inside: int, corridors: np.ndarray, seed: int = 2022) -> np.ndarray:
    """Return ``count`` rectangles and L-shapes of 8–60 m, of which ``inside`` touch a corridor.

    Those inside stand mostly in short blocks along the sides, some across the edge, some
    alone in the middle; a few rows close a corridor. Most of the others stand in
    blocks within a kilometre of a corridor, the rest in towns. Blocks may overlap.
    """
    random = np.random.default_rng(seed)
    chosen = []
    for wanted, place, touching in ((inside, blocks_inside, True), (count - inside, blocks_outside, False)):
        left = wanted
        while left > 0:
            # Some of what is placed inside lies outside and the reverse; that is dropped.
            made = place(random, left, corridors)
            touches = np.zeros(len(made), dtype=bool)
            touches[shapely.STRtree(made).query(corridors, predicate="intersects")[1]] = True
            made = made[touches == touching][:left]
            chosen.append(made)
            left -= len(made)
    together = np.concatenate(chosen) if chosen else np.array([], dtype=object)
    return together[random.permutation(len(together))]


def sizes(random: np.random.Generator, blocks: int) -> np.ndarray:
    """Return length and depth of the buildings of each block: many houses, some slabs, few halls."""
    kind = random.choice(3, blocks, p=(0.6, 0.3, 0.1))
    low = np.array([(8, 8), (25, 10), (30, 25)])[kind]
    high = np.array([(18, 14), (60, 18), (60, 60)])[kind]
    return random.uniform(low, high)


def on_edges(
    random: np.random.Generator, number: int, corridors: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points on the corridors' edges, directions along them with the corridor on the left, and the corridors."""
    edges = shapely.get_exterior_ring(shapely.orient_polygons(corridors))
    ends = np.cumsum(shapely.length(edges))
    at = random.uniform(0, ends[-1], number)
    which = np.searchsorted(ends, at, side="right")
    from_start = at - (ends - shapely.length(edges))[which]
    point = shapely.get_coordinates(shapely.line_interpolate_point(edges[which], from_start))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(edges[which], from_start + 1))
    back = shapely.get_coordinates(shapely.line_interpolate_point(edges[which], np.maximum(from_start - 1, 0)))
    direction = ahead - back
    return point, np.arctan2(direction[:, 1], direction[:, 0]), which


def blocks_inside(random: np.random.Generator, number: int, corridors: np.ndarray) -> np.ndarray:
    """Return about ``number`` buildings in corridors."""
    blocks = number // 5 + 1
    point, angle, which = on_edges(random, blocks, corridors)
    width = (2 * shapely.area(corridors) / shapely.length(corridors))[which]
    size = sizes(random, blocks)
    gap = random.uniform(5, 20, (blocks, 2))
    kind = random.choice(3, blocks, p=(SINGLE, ROW, 1 - SINGLE - ROW))
    side = kind == 2
    # Along a side: as many rows as its share of the width holds, and no deeper building than that.
    size[side, 1] = np.clip(size[side, 1], SIZE_M[0], np.maximum(DEPTH * width[side], SIZE_M[0]))
    fitting = (DEPTH * width / (size + gap)[:, 1]).astype(int)
    columns = np.where(side, random.integers(2, 8, blocks), 1)
    rows = np.where(side, np.clip(fitting, 1, random.integers(1, 4, blocks)), 1)
    # From side to side: along the inward normal, touching, and a little beyond both edges.
    row = kind == 1
    size[row], gap[row] = (30, 50), (0, -5)
    rows[row] = (1.8 * width[row] / 45).astype(int) + 2
    # A quarter of the blocks along a side begins across the edge.
    inward = np.where(side, random.uniform(0.25, 1.25, blocks) * size[:, 1], -30)
    inward[kind == 0] = (random.uniform(0, 1, blocks) * width)[kind == 0]
    turned = np.where(row, 0, random.normal(0, 0.1, blocks))
    turned[kind == 0] += random.uniform(0, np.pi, blocks)[kind == 0]
    base = point + inward[:, None] * np.stack([-np.sin(angle), np.cos(angle)], axis=1)
    return block_buildings(random, base, angle + turned, size, gap, columns, rows, jitter=~row)


def blocks_outside(random: np.random.Generator, number: int, corridors: np.ndarray) -> np.ndarray:
    """Return about ``number`` buildings beside corridors and in towns; some still touch a corridor."""
    blocks = number // 12 + 1
    point, angle, _ = on_edges(random, blocks, corridors)
    outward = 10 + random.exponential(NEAR_M, blocks)
    point += outward[:, None] * np.stack([np.sin(angle), -np.cos(angle)], axis=1)
    town = random.uniform(0, 1, blocks) >= NEAR_SHARE
    # The towns are the same in every round.
    towns = np.random.default_rng(TOWNS).uniform(0.05, 0.95, (TOWNS, 2)) * SIDE_M + ORIGIN
    point[town] = (towns[random.integers(0, TOWNS, blocks)] + random.normal(0, TOWN_M, (blocks, 2)))[town]
    # Rows go away from the corridor.
    angle = angle + np.pi + random.normal(0, 0.2, blocks)
    columns, rows = random.integers(2, 9, blocks), random.integers(1, 5, blocks)
    gap = random.uniform(5, 20, (blocks, 2))
    return block_buildings(random, point, angle, sizes(random, blocks), gap, columns, rows, np.ones(blocks, dtype=bool))


def block_buildings(random, base, angle, size, gap, columns, rows, jitter) -> np.ndarray:
    """Return the buildings of blocks: ``columns × rows`` each, from ``base`` on, turned by ``angle`` as a whole."""
    block = np.repeat(np.arange(len(base)), columns * rows)
    first = np.cumsum(columns * rows) - columns * rows
    number = np.arange(len(block)) - first[block]
    cell = np.stack([number % columns[block], number // columns[block]], axis=1)
    half = size[block] / 2
    half *= np.where(jitter[block][:, None], random.uniform(0.8, 1, half.shape), 1)
    half = np.clip(half, SIZE_M[0] / 2, SIZE_M[1] / 2)
    middle = cell * (size + gap)[block] + np.where(jitter[block][:, None], random.uniform(-2, 2, half.shape), 0)
    # An L is a rectangle that lacks the quarter beyond the notch; without one, that corner stays in place.
    notch = np.where(random.uniform(size=len(block)) < L_SHAPED, random.uniform(-0.3, 0.3, len(block)), 1)
    corner = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    rectangle = notch == 1
    rings = np.repeat(corner[None].astype(float), len(block), axis=0)
    ell = np.repeat(
        np.array([(-1, -1), (1, -1), (1, 0), (0, 0), (0, 1), (-1, 1)], dtype=float)[None], len(block), axis=0
    )
    inner = np.repeat(notch[:, None], 2, axis=1)
    ell[:, 2, 1], ell[:, 3], ell[:, 4, 0] = notch, inner, notch
    turn = np.stack([np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)], axis=1).reshape(-1, 2, 2)[block]
    made = np.empty(len(block), dtype=object)
    for shape, where in ((rings, rectangle), (ell, ~rectangle)):
        local = shape[where] * half[where][:, None] + middle[where][:, None]
        made[where] = shapely.polygons(np.einsum("nij,nkj->nki", turn[where], local) + base[block][where][:, None])
    return made
