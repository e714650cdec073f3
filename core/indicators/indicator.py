"""The indicators of a plan, as its profile has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..land.codes import MAPPED
from ..land.targets import Extent, tolerance
from ..plaintext import half_width
from .codes import ABOUT, EXACT, NOT_REDUCED, NOT_STATED, PER_HEAD, PERCENT, TABLE

if TYPE_CHECKING:
    from ..profile import Profile

INDICATORS = "scorecard.indicators"
"""The key of the profile."""
Text = dict[str, str]
"""A text in the languages «zh» and «en»."""


@dataclass(frozen=True)
class Base:
    """What a plan begins from; ``year``: at whose end, None where the plan does not say."""

    year: int | None
    value: float


@dataclass(frozen=True)
class Milestone:
    """What is to be reached by the end of ``year``; ``mark``: one of ``codes.MARKS``.

    ``value``: None where the plan gives no number and the base none either. ``about``: by how much it may be missed.
    ``least``: the lower of two targets that the plan names, below which both are missed; else None.
    """

    year: int
    value: float | None
    mark: str = EXACT
    about: float = 0.0
    least: float | None = None


@dataclass(frozen=True)
class Measure:
    """How an indicator is measured; ``kind`` is one of ``codes.KINDS``, ``shows`` one of ``codes.SHOWS``.

    ``job``, ``field``: another job and the field of its table by zones. ``of``: what is measured, all of it together,
    each written ``class:…`` or ``role:…``, where it lies in the extent and, if there is such, in ``inside``. ``per``:
    what a share is a share of, () for the extent itself. Further fields of the job's table: ``beside``: what the map
    does not show and the plan counts too, ``perhaps``: what it may count, so that both readings must agree. ``asked``:
    what fields of the job's table must say of how it was measured, each written ``field=text``.
    """

    kind: str
    job: str = ""
    field: str = ""
    of: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    shows: str = MAPPED
    beside: str = ""
    perhaps: str = ""
    asked: tuple[str, ...] = ()

    @property
    def layers(self) -> set[str]:
        """The layers and classes without which it is not measured."""
        return {*self.of, *self.inside, *self.per}


@dataclass(frozen=True)
class ToDo:
    """What a plan says to do for an indicator; ``id``: the indicator's and a number, ``lines``: of the plan's text."""

    id: str
    text: Text
    clause: Text
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A figure of a plan, with what is to become of it.

    ``also``: ids of the rows of other plans that are this figure too, and what it is ``also_called`` there.
    ``direction``: one of ``codes.DIRECTIONS``.
    ``milestones``: at least one, by year. ``period``: a flow is counted from the end of the one year to the end of the
    other. ``extent``: the name of the ground that it speaks of, None where the plan does not say; ``whole``: that is
    the whole of the plan's place; ``ground``: how large it is, None where nobody says. ``part_of``: the id of the
    indicator that counts this one too, ``same_as``: of that of another plan which is the same figure with a target of
    its own. ``to_do``: what the plan says to do. ``binding``: one of ``codes.BINDINGS``. ``damaged``: as codes.DAMAGED.
    ``lines``: of the text that the plan was read from.
    """

    id: str
    name: Text
    unit: str
    direction: str
    milestones: tuple[Milestone, ...]
    also: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    base: Base | None = None
    period: tuple[int, int] | None = None
    extent: Text | None = None
    whole: bool = False
    ground: Extent | None = None
    measure: Measure = field(default_factory=lambda: Measure(TABLE))
    binding: str = NOT_STATED
    part_of: str = ""
    same_as: str = ""
    to_do: tuple[ToDo, ...] = ()
    damaged: bool = False
    clause: Text = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    basis: str = ""

    @property
    def is_ratio(self) -> bool:
        """Whether it may be asked of any ground; an amount belongs to the ground that it is the amount of."""
        return self.unit == PERCENT or self.measure.kind == PER_HEAD


def of_profile(profile: Profile) -> tuple[Indicator, ...]:
    """Return the indicators of a profile in its order, none where it has none.

    A flow that is an amount begins with 0, at the beginning of its period; “about” is as ``targets.tolerance`` has it.

    >>> from pathlib import Path
    >>> import greenvein
    >>> from greenvein.core.indicators.indicator import named, of_profile
    >>> from greenvein.core.profile import load
    >>> profile = load(Path(greenvein.__file__).parent / "resources" / "profiles" / "beijing_2022.json")
    >>> coverage = named(of_profile(profile), "ES1")[0]
    >>> coverage.base, [(one.year, one.value) for one in coverage.milestones]
    (Base(year=2020, value=86.8), [(2035, 95)])
    """
    whole = profile.value("land_reduction.whole")
    grounds = {zone: Extent(km2, pct / 100) for zone, km2, pct in profile.value("land_reduction.extents")}
    for name in whole:
        grounds |= {other: grounds[name] for other in whole if name in grounds}
    near, way = (profile.value(f"scorecard.about_{name}pct") or 0 for name in ("", "way_"))
    return tuple(of_row(row, near / 100, way / 100, whole, grounds) for row in profile.value(INDICATORS))


def of_row(
    row: dict[str, Any],
    near: float = 0.0,
    way: float = 0.0,
    whole: Collection[str] = (),
    grounds: Mapping[str, Extent] = MappingProxyType({}),
) -> Indicator:
    """Return the indicator that a row of a sound profile is.

    ``near``, ``way``: of “about”, as shares; ``whole``: names of the whole of the plan's place; ``grounds``: how large
    the ground of each name is.

    >>> from greenvein.core.indicators.indicator import of_row
    >>> name, target = {"zh": "湿地", "en": "Wetland"}, {"year": 2035, "value": 80, "mark": "at_least"}
    >>> row = {"id": "ES3", "name": name, "unit": "%", "direction": "up", "targets": [target], "binding": "guiding"}
    >>> of_row(row | {"measure": {"kind": "table"}, "clause": name}).milestones
    (Milestone(year=2035, value=80, mark='at_least', about=0.0, least=None),)
    """
    extent = row.get("extent")
    name = extent["zh"] if extent else ""
    base = _base(row)
    return Indicator(
        id=row["id"],
        name=row["name"],
        unit=row["unit"],
        direction=row["direction"],
        milestones=tuple(_milestone(target, base, near, way) for target in row["targets"]),
        also=tuple(row.get("also", ())),
        also_called=tuple(row.get("also_called", ())),
        base=base,
        period=(row["period"]["from"], row["period"]["to"]) if "period" in row else None,
        extent=extent,
        whole=name in whole,
        ground=grounds.get(name),
        measure=_measure(row["measure"]),
        binding=row["binding"],
        part_of=row.get("part_of", ""),
        same_as=row.get("same_as", ""),
        to_do=tuple(_to_do(row["id"], number, one) for number, one in enumerate(row.get("measures", ()), 1)),
        damaged=row.get("damaged", False),
        clause=row["clause"],
        lines=tuple(row.get("lines", ())),
        basis=row.get("basis", ""),
    )


def _base(row: dict[str, Any]) -> Base | None:
    if "base" in row:
        return Base(row["base"]["year"], row["base"]["value"])
    is_amount = row["unit"] != PERCENT
    return Base(row["period"]["from"], 0.0) if "period" in row and is_amount else None


def _milestone(target: dict[str, Any], base: Base | None, near: float, way: float) -> Milestone:
    value, mark = target["value"], target["mark"]
    if mark == NOT_REDUCED and base is not None:
        value = base.value
    about = tolerance(value, base.value if base else None, near, way) if mark == ABOUT else 0.0
    return Milestone(target["year"], value, mark, about, target.get("least"))


def _to_do(id_: str, number: int, row: dict[str, Any]) -> ToDo:
    return ToDo(f"{id_}.{number}", row["text"], row["clause"], tuple(row.get("lines", ())))


def _measure(row: dict[str, Any]) -> Measure:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Measure(**given)


def named(indicators: Iterable[Indicator], text: str) -> tuple[Indicator, ...]:
    """Return the indicators that a text means: by an id, or by a name, which two plans may have for one figure.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone, named
    >>> one, other = (
    ...     Indicator(id_, {"zh": "森林覆盖率", "en": "Forest cover"}, "%", "up", (Milestone(2025, value),))
    ...     for id_, value in (("A1", 44), ("B7", 45))
    ... )
    >>> [one.id for one in named((one, other), "b7")], [one.id for one in named((one, other), "森林覆盖率")]
    (['B7'], ['A1', 'B7'])
    """
    wanted, indicators = _plain(text), tuple(indicators)
    by_id = [one for one in indicators if wanted in map(_plain, (one.id, *one.also))]
    return tuple(by_id or (one for one in indicators if wanted in map(_plain, (*one.name.values(), *one.also_called))))


def in_common(some: Iterable[Indicator], others: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Return those of some indicators that are among others, or are the same figure as one of them in another plan.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone, in_common
    >>> wood, same, park = (
    ...     Indicator(id_, {"zh": id_}, "%", "up", (Milestone(2025, 44),), same_as=same)
    ...     for id_, same in (("A1", ""), ("B7", "A1"), ("B8", ""))
    ... )
    >>> [one.id for one in in_common((wood, park), (same,))], in_common((wood,), (park,))
    (['A1'], ())
    """
    others = tuple(others)
    return tuple(one for one in some if any(_is_same(one, other) for other in others))


def _is_same(one: Indicator, other: Indicator) -> bool:
    return one.id in (other.id, other.same_as) or one.same_as == other.id


def nearest(indicators: Iterable[Indicator], text: str, count: int = 3) -> tuple[Indicator, ...]:
    """Return the indicators whose id or name comes nearest to a text, the nearest first.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone, nearest
    >>> wood, park = (
    ...     Indicator(id_, {"zh": name}, "%", "up", (Milestone(2025, 44),))
    ...     for id_, name in (("A1", "森林覆盖率"), ("B7", "人均公园绿地面积"))
    ... )
    >>> nearest((wood, park), "公园绿地", 1)[0].id, nearest((wood, park), "森林覆蓋率", 1)[0].id
    ('B7', 'A1')
    """
    wanted = _plain(text)

    def likeness(one: Indicator) -> float:
        names = map(_plain, (one.id, *one.also, *one.name.values()))
        return max(SequenceMatcher(None, wanted, name).ratio() for name in names)

    return tuple(sorted(indicators, key=likeness, reverse=True)[:count])


def _plain(text: str) -> str:
    """Return a text as names are held against each other: in narrow marks and small letters."""
    return half_width(text).casefold()
