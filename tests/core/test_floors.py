"""Floor area by which people are spread: what is none of the homes that have it."""

import numpy as np
import pytest
from greenvein.core.people.floors import beyond_towers, without_floor

HECTARE = 1e4


@pytest.mark.parametrize("unit", [1.0, 1e-4, 15 / 1e4])
def test_in_whatever_unit_placeholders_are_none_and_villas_have_little(unit):
    """Towers with three times their ground, villas with a twentieth of it, and what is a hundredth of a percent."""
    floor = np.array([3.0, 3.0, 0.05, 1e-4]) * HECTARE * unit
    assert without_floor(floor, np.full(4, HECTARE)).tolist() == [False, False, False, True]


def test_placeholders_on_most_of_the_ground_do_not_pass_for_what_is_usual():
    floor = np.array([10_000.0, *[1.0] * 9])
    assert without_floor(floor, np.full(10, HECTARE)).tolist() == [False] + [True] * 9


def test_houses_are_held_against_their_own_ground():
    """A house of 300 m² on 200 m² beside a quarter of 10 000 m² on 1 ha."""
    assert not without_floor(np.array([300.0, 10_000.0]), np.array([200.0, HECTARE])).any()


@pytest.mark.parametrize("floor", [[], [0.0, np.nan]])
def test_without_any_floor_area_there_is_none(floor):
    assert without_floor(np.array(floor), np.full(len(floor), HECTARE)).all()


@pytest.mark.cases(40, first=15)
def test_a_hundred_times_too_much_on_one_plot_is_told_and_hides_no_other(seed):
    """Among villages, villas and towers with a fifth of their ground to ten times as much."""
    draw = np.random.default_rng(seed)
    ground = draw.uniform(0.2, 30, 40) * HECTARE
    floor = ground * np.exp(draw.uniform(np.log(0.5), np.log(8), 40))
    assert not beyond_towers(floor, ground).any()
    assert not without_floor(floor, ground).any()
    row, times = draw.integers(40), 10.0 ** draw.integers(3, 7)
    floor[row] *= times
    floor[row - 1] = 1.0
    assert np.flatnonzero(beyond_towers(floor, ground)).tolist() == [row]
    assert np.flatnonzero(without_floor(floor, ground)).tolist() == [row - 1 if row else 39]


def test_square_feet_and_ten_thousands_of_square_metres_everywhere_are_no_more_than_towers_have():
    ground = np.full(4, HECTARE)
    for unit in (10.76, 1e-4):
        assert not beyond_towers(np.array([5.0, 4.0, 3.0, 0.5]) * HECTARE * unit, ground).any()
