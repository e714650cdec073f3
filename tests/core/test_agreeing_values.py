"""Values that contradict each other by the plan's own links are not judged, neither of them."""

import pytest
from greenvein.core.indicators.indicator import Indicator, Milestone
from greenvein.core.scorecard.agreeing import held_to_each_other
from greenvein.core.scorecard.figures import Figure, scores


def indicator(id_, target, unit="%", **links):
    return Indicator(id_, {"en": id_}, unit, "up", (Milestone(2025, target),), **links)


KNOWN = (
    indicator("A", 75), indicator("B", 73, same_as="A"), indicator("W", 100, "万m²"),
    indicator("P", 50, "万m²", part_of="W"), indicator("Q", 60, "万m²", part_of="W"),
    indicator("R", 9, "个", part_of="W"), indicator("S", 9, part_of="A"),
)  # fmt: skip


def states(values, zone="", given=True):
    """Return how values by indicator stand, and the first thing there is to say of each."""
    figures = [Figure(id_, zone, 2025, value, given=given) for id_, value in values.items()]
    found = scores(KNOWN, held_to_each_other(KNOWN, figures), 2025, len)
    return {one.indicator.id: (one.standing.state, one.reasons[0]) for one in found if one.standing.value is not None}


@pytest.mark.parametrize("zone", ["", "east"])
def test_one_figure_with_two_values_is_not_judged_in_either_plan(zone):
    said = ("not_judged", "unlike:B=A=70=76")
    assert states({"A": 76, "B": 70}, zone) == {"A": said, "B": said}
    assert states({"A": 76, "B": 76}) == {"A": ("met", "given"), "B": ("met", "given")}
    assert states({"A": 76}) == {"A": ("met", "given")}


def test_values_that_are_rounded_otherwise_are_judged_where_they_stand_the_same():
    assert states({"A": 76.04, "B": 76}) == {"A": ("met", "given"), "B": ("met", "given")}
    found = states({"A": 75.04, "B": 74.98})
    assert found == {"A": ("not_judged", "unlike:B=A=74.98=75.04"), "B": ("met", "given")}


def test_a_part_that_is_more_than_its_whole_leaves_neither_judged():
    said = ("not_judged", "beyond:P=W=600=120")
    assert states({"W": 120, "P": 600, "Q": 60}) == {"W": said, "P": said, "Q": ("met", "given")}
    assert states({"W": 120, "P": 120}) == {"W": ("met", "given"), "P": ("met", "given")}


def test_a_part_in_another_unit_or_a_share_may_be_more():
    assert {state for state, _ in states({"W": 120, "R": 600, "A": 76, "S": 90}).values()} == {"met"}


def test_values_of_other_zones_and_years_contradict_nothing():
    figures = [Figure("A", "", 2025, 76.0), Figure("B", "east", 2025, 70.0), Figure("B", "", 2024, 70.0)]
    assert not any(one.doubt for one in held_to_each_other(KNOWN, figures))


def test_a_measured_value_that_a_given_one_stands_for_contradicts_nothing():
    figures = [Figure("W", "", 2025, 10.0), Figure("W", "", 2025, 120.0, given=True), Figure("P", "", 2025, 60.0)]
    assert not any(one.doubt for one in held_to_each_other(KNOWN, figures))
