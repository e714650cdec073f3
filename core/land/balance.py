"""Balance of the land reduction account: the figures of each zone, and how they stand to the plan's targets.

Source: Beijing land resources plan (14th five-year period), ch. 1 §2 and ch. 2; the targets come from the plan profile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

from ..geometry.plane import EXACT, Plane
from .codes import AGRI_FOREST, BESIDE, CLASSES, FARMLAND, OTHER_BUILT, OUTSIDE, UNKNOWN, UNUSED, URBAN_RURAL
from .contested import BUILT, FARM, IDLE, LATER, MIXED, URBAN, Doubt, doubt
from .standing import standing
from .tables import ALL, DATES, AccountTables
from .targets import Target

_BUILT = (URBAN_RURAL, OTHER_BUILT)


def balance(
    account: AccountTables,
    targets: Sequence[Target] = (),
    years: tuple[int | None, int | None] = (None, None),
    classed: bool = True,
    unread: Collection[str] = (),
    plane: Plane = EXACT,
    planned: bool = False,
) -> pd.DataFrame:
    """Return one row for each zone, one for what lies in none (where there are zones), and last one for all.

    ``years``: at the end of which the two dates stand, None where that is not known. ``classed``: whether the tables
    that read them have urban–rural construction land at all; without it nothing is judged. ``unread``: which inputs had
    features that could not be read, as in land.standing. ``plane``: how its areas stand to those on the ellipsoid.
    ``planned``: whether the later date shows what a plan asks, and not what there is.

    Areas in m², shares 0–1. ``scope`` zone / outside / all, ``zone`` its name; ``mapped_before``, ``mapped_after``;
    for urban–rural construction land ``before``, ``vacated``, ``added``, ``lost`` and ``gained`` (to and from unknown
    or one date only), ``after``, ``net_reduction``; ``built_…`` the same for all construction land; ``moved``: vacated
    land that only went to transport, water works or special use; ``missing``: construction land before (or what no
    class knew) that the later date does not cover; ``contested``: where polygons of the later date lie on each other
    and do not agree, ``contested_before`` the same before, ``farmland_contested`` of both dates for farmland and unused
    land; ``later_more`` and ``later_less``: ground of mixed codes that may be such land by a later part, and that may
    be none, ``mixed``: that of both dates whose parts are of several classes;
    ``…after_least`` and ``…after_most``: what may be after, with all such ground and what no class knows;
    ``key_share`` of the vacated land, ``key_least`` and ``key_most`` what it may be; ``to_CLASS``: what vacated land
    became; ``farmland_…``, ``unused_reclaimed`` (unused to farmland), of this and ``farmland_in`` ``…_least`` and
    ``…_most``: between what they lie, whatever the doubtful ground of both dates is; ``intensity_before`` and
    ``intensity_after`` = construction land by mapped land; ``unknown_…`` and ``outside_…``: what no class knows,
    and what this date does not cover. Farmland figures are NaN where a date holds a class that mixes farmland with
    other land, ``to_farmland`` where vacated land became such. ``before_year``, ``after_year``; ``target``,
    ``target_year`` (None where the target is of none), ``about``
    (by how much it may be exceeded), ``extent`` (of the ground that it speaks of), ``counts``, ``approved``,
    ``reached``, ``gap`` = reached − target (NaN without a verdict), ``way`` = share of the way from before to the
    target, ``state``, and ``reason`` why it is open.

    Of 1 ha of construction land 0.4 ha are gone; the target of 0.5 ha is missed by 0.1 ha.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.land.balance import balance
    >>> from greenvein.core.land.reduction import LandLayer, land_reduction
    >>> from greenvein.core.land.targets import EXISTING, Target
    >>> before = LandLayer(shapely.box([0], 0, [100], 100), np.array(["urban_rural"]))
    >>> after = LandLayer(shapely.box([0, 40], 0, [40, 100], 100), np.array(["forest", "urban_rural"]))
    >>> table = balance(land_reduction(before, after), [Target("", 0.005, EXISTING)])
    >>> table[["before", "vacated", "after", "target", "gap", "state"]].values.tolist()
    [[10000.0, 4000.0, 6000.0, 5000.0, 1000.0, 'missed']]
    """
    scopes = [("zone", name) for name in account.zones] + ([("outside", "")] if account.zones else [])
    numbers = [*range(len(scopes)), ALL]
    known = sorted(set(account.matrix["to"]) - {URBAN_RURAL, *CLASSES, *BESIDE})
    becoming = [name for name in (*CLASSES, *known) if name != URBAN_RURAL]
    rows = [
        {"scope": scope, "zone": zone} | _figures(account, number, becoming)
        for (scope, zone), number in zip([*scopes, ("all", "")], numbers)
    ]
    table = _told(pd.DataFrame(rows), account)
    asked = {target.zone.strip(): target for target in targets}
    own = [None if scope == "outside" else asked.get(zone.strip()) for scope, zone in [*scopes, ("all", "")]]
    for name, year in zip(("before_year", "after_year"), years):
        table[name] = pd.array([year] * len(table), dtype="Int64")
    table["target_year"] = pd.array([None if one is None else one.year for one in own], dtype="Int64")
    stands = [
        standing(row, target, classed, unread, plane, planned) for row, target in zip(table.to_dict("records"), own)
    ]
    return pd.concat([table, pd.DataFrame(stands)], axis=1)


def unmatched(table: pd.DataFrame, zones: Iterable[str]) -> list[str]:
    """Return the zones that targets name and the balance (``table``) does not have, each once.

    >>> import pandas as pd
    >>> from greenvein.core.land.balance import unmatched
    >>> unmatched(pd.DataFrame({"scope": ["zone", "all"], "zone": ["Daxing", ""]}), ["Daxing", "Miyun", "Miyun"])
    ['Miyun']
    """
    own = {"", *table.loc[table["scope"] == "zone", "zone"].str.strip()}
    return [zone for zone in dict.fromkeys(zones) if zone.strip() not in own]


def _figures(account: AccountTables, zone: int, becoming: Sequence[str]) -> dict[str, float]:
    """Return the measured figures of a zone."""
    own = account.matrix["zone"].to_numpy() == zone
    start, end, area, inside = (account.matrix[name].to_numpy()[own] for name in ("from", "to", "area_m2", "key_m2"))
    (was_class, was_m2), (is_class, is_m2) = (_of_zone(date, zone) for date in (account.before, account.after))
    known = ~np.isin(start, BESIDE) & ~np.isin(end, BESIDE)
    claims, laters = (tuple(doubt(account.contested, zone, date, why) for date in DATES) for why in ("", LATER))
    doubts = tuple(map(_both, claims, laters))

    def total(mask: np.ndarray, values: np.ndarray = area) -> float:
        return float(values[mask].sum())

    def flows(classes: Sequence[str], prefix: str) -> dict[str, float]:
        was, is_ = np.isin(start, classes), np.isin(end, classes)
        vacated, added = total(known & was & ~is_), total(known & ~was & is_)
        return {
            f"{prefix}before": total(np.isin(was_class, classes), was_m2),
            f"{prefix}vacated": vacated,
            f"{prefix}added": added,
            f"{prefix}lost": total(~known & was & ~is_),
            f"{prefix}gained": total(~known & ~was & is_),
            f"{prefix}after": total(np.isin(is_class, classes), is_m2),
            f"{prefix}net_reduction": vacated - added,
        }

    vacated = known & (start == URBAN_RURAL) & (end != URBAN_RURAL)
    figures = {"mapped_before": float(was_m2.sum()), "mapped_after": float(is_m2.sum())}
    figures |= flows([URBAN_RURAL], "") | flows(_BUILT, "built_")
    figures["moved"] = total(vacated & (end == OTHER_BUILT))
    key = total(vacated, inside) if total(vacated) else np.nan
    figures["key_share"] = key / total(vacated) if total(vacated) else np.nan
    figures |= {f"to_{name}": total(vacated & (end == name)) for name in becoming}
    farm = flows([FARMLAND], "farmland_")
    names = {"before": "before", "vacated": "out", "added": "in", "lost": "lost", "gained": "gained", "after": "after"}
    figures |= {f"farmland_{new}": farm[f"farmland_{old}"] for old, new in names.items()}
    figures["unused_reclaimed"] = total((start == UNUSED) & (end == FARMLAND))
    for date in ("before", "after"):
        mapped = figures[f"mapped_{date}"]
        figures[f"intensity_{date}"] = figures[f"built_{date}"] / mapped if mapped else np.nan
    lost = end == OUTSIDE
    for prefix, classes, name in (("", [URBAN_RURAL], URBAN), ("built_", _BUILT, BUILT)):
        above, below = doubts[1].more[name], doubts[1].less[name]
        figures[f"{prefix}missing"] = total(lost & np.isin(start, (*classes, UNKNOWN)))
        figures[f"{prefix}contested"] = claims[1].more[name] + claims[1].less[name]
        figures[f"{prefix}later_more"], figures[f"{prefix}later_less"] = laters[1].more[name], laters[1].less[name]
        figures[f"{prefix}after_least"] = figures[f"{prefix}after"] - below
        # What polygons of the earlier date claim to have been such land may be what the later one does not cover.
        claimed = min(doubts[0].more[name], total(lost & ~np.isin(start, (*classes, UNKNOWN))))
        figures[f"{prefix}after_most"] = figures[f"{prefix}after"] + above + figures[f"{prefix}missing"] + claimed
        figures[f"{prefix}after_most"] += total(end == UNKNOWN)
    # What may have been vacated, inside the key areas or not, moves the share one way or the other.
    maybe = ~known & np.isin(start, (URBAN_RURAL, *BESIDE)) & (end != URBAN_RURAL)
    was, is_ = doubts
    less, more = was.less[URBAN] + is_.more[URBAN], was.more[URBAN] + is_.less[URBAN]
    figures |= _key_bounds(total(vacated), key, total(maybe), total(maybe, inside), less, more)
    may_be = np.isin(end, (FARMLAND, *BESIDE))
    for name, possible, less, more in (
        (
            "farmland_in",
            total((start != FARMLAND) & may_be),
            was.more[FARM] + is_.less[FARM],
            was.less[FARM] + is_.more[FARM],
        ),
        (
            "unused_reclaimed",
            total(np.isin(start, (UNUSED, *BESIDE)) & may_be),
            was.less[IDLE] + is_.less[FARM],
            was.more[IDLE] + is_.more[FARM],
        ),
    ):
        figures[f"{name}_least"] = max(0.0, figures[name] - less)
        figures[f"{name}_most"] = possible + more
    own = account.contested["zone"].to_numpy() == zone
    figures["mixed"] = float(account.contested["area_m2"][own & (account.contested["class"] == MIXED)].sum())
    figures["contested_before"] = claims[0].more[URBAN] + claims[0].less[URBAN]
    on_farmland = [one[name] for date in claims for one in (date.more, date.less) for name in (FARM, IDLE)]
    figures["farmland_contested"] = sum(on_farmland)
    for name in BESIDE:
        figures[f"{name}_before"], figures[f"{name}_after"] = total(start == name), total(end == name)
    return figures


def _both(one: Doubt, other: Doubt) -> Doubt:
    """Return the doubtful ground of two kinds together."""
    more, less = (
        {name: first[name] + second[name] for name in first}
        for first, second in ((one.more, other.more), (one.less, other.less))
    )
    return Doubt(more, less)


def _key_bounds(
    vacated: float, key: float, maybe: float, maybe_key: float, less: float, more: float
) -> dict[str, float]:
    """Return between what the share of vacated land in key areas lies, all in m².

    ``key``: of what is ``vacated`` there; ``maybe``, ``maybe_key``: what may have been vacated besides; ``less``,
    ``more``: contested ground, of which it is not looked where it lies.
    """
    outside = vacated - key
    least = vacated - min(less, key) + maybe - maybe_key + more
    most = vacated - min(less, outside) + maybe_key + more
    return {
        "key_least": (key - min(less, key)) / least if least > 0 else np.nan,
        "key_most": (key + maybe_key + more) / most if most > 0 else np.nan,
    }


def _told(table: pd.DataFrame, account: AccountTables) -> pd.DataFrame:
    """Return the figures without those of farmland where they cannot be told from the other land of a class."""
    table.loc[table[f"to_{AGRI_FOREST}"] > 0, f"to_{FARMLAND}"] = np.nan
    if not whole_farmland(account):
        table[[name for name in table if name.startswith((f"{FARMLAND}_", "unused_reclaimed"))]] = np.nan
    return table


def whole_farmland(account: AccountTables) -> bool:
    """Tell whether all farmland is a class of its own on both dates.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.land.balance import whole_farmland
    >>> from greenvein.core.land.reduction import LandLayer, land_reduction
    >>> land = shapely.box([0], 0, [100], 100)
    >>> field, mixed = (LandLayer(land, np.array([name], dtype=object)) for name in ("farmland", "agri_forest"))
    >>> whole_farmland(land_reduction(field, field)), whole_farmland(land_reduction(field, mixed))
    (True, False)
    """
    return AGRI_FOREST not in {*account.matrix["from"], *account.matrix["to"]}


def _of_zone(date: pd.DataFrame, zone: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes of one date in a zone, and their areas."""
    own = date["zone"].to_numpy() == zone
    return date["class"].to_numpy()[own], date["area_m2"].to_numpy()[own]
