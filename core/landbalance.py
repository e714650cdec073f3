"""Balance of the land reduction account: the figures of each zone, and how they stand to the plan's targets.

Source: Beijing land resources plan (14th five-year period), ch. 1 §2 and ch. 2; the targets come from the plan profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .landclass import AGRI_FOREST, CLASSES, FARMLAND, OTHER_BUILT, UNUSED, URBAN_RURAL
from .landreduction import BESIDE
from .landtables import ALL, Tables
from .landtargets import AT_MOST, EXISTING, MAPPED, UNSTATED, WITH_APPROVED, Indicator, Target

KM2 = 1e6
MET, MISSED, OPEN = "met", "missed", "open"
"""How a target stands; ``open``: it cannot be told from what is given."""
_BUILT = (URBAN_RURAL, OTHER_BUILT)


@dataclass(frozen=True)
class Standing:
    """A figure beside its target. ``reached``: NaN where there is nothing to measure; ``scope``: row of the balance."""

    indicator: Indicator
    scope: int
    reached: float
    state: str


def balance(account: Tables, targets: Sequence[Target] = ()) -> pd.DataFrame:
    """Return one row for each zone, one for what lies in none (where there are zones), and last one for all.

    Areas in m², shares 0–1. ``scope`` zone / outside / all, ``zone`` its name; ``mapped_before``, ``mapped_after``;
    for urban–rural construction land ``before``, ``vacated``, ``added``, ``lost`` and ``gained`` (to and from unknown
    or one date only), ``after``, ``net_reduction``; ``built_…`` the same for all construction land; ``moved``: vacated
    land that only went to transport, water works or special use; ``key_share`` of the vacated land; ``to_CLASS``: what
    vacated land became; ``farmland_…``, ``unused_reclaimed`` (unused to farmland), ``intensity_before`` and
    ``intensity_after`` = construction land by mapped land; ``unknown_…`` and ``outside_…``: what no class knows,
    and what this date does not cover. Farmland figures are NaN where a date holds a class that mixes farmland with
    other land, ``to_farmland`` where vacated land became such. ``target``, ``counts``, ``approved``, ``reached``,
    ``gap`` = reached − target (NaN without a verdict), ``way`` = share of the way from before to the target, ``state``.
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
    asked = {target.zone: target for target in targets}
    own = [None if scope == "outside" else asked.get(zone) for scope, zone in [*scopes, ("all", "")]]
    standing = pd.DataFrame([_standing(row, target) for row, target in zip(rows, own)])
    return pd.concat([table, standing], axis=1)


def indicators(table: pd.DataFrame, asked: Iterable[Indicator]) -> list[Standing]:
    """Return how each indicator stands whose zone the balance has, in the order asked."""
    found = []
    for one in asked:
        match = table[(table["zone"] == one.zone) & (table["scope"] == ("zone" if one.zone else "all"))]
        for scope, row in match.iterrows():
            reached = _reached(row, one.measure)
            met = reached <= one.value if one.measure in AT_MOST else reached >= one.value
            told = one.counts == MAPPED and np.isfinite(reached)
            found.append(Standing(one, int(scope), reached, (MET if met else MISSED) if told else OPEN))
    return found


def unmatched(table: pd.DataFrame, zones: Iterable[str]) -> list[str]:
    """Return the zones that targets name and the balance does not have, each once."""
    own = {"", *table.loc[table["scope"] == "zone", "zone"]}
    return [zone for zone in dict.fromkeys(zones) if zone not in own]


def _reached(row: pd.Series, measure: str) -> float:
    return {
        "built_km2": row["built_after"] / KM2,
        "intensity_pct": 100 * row["intensity_after"],
        "key_area_pct": 100 * row["key_share"],
        "farmland_in_km2": row["farmland_in"] / KM2,
        "unused_reclaimed_km2": row["unused_reclaimed"] / KM2,
    }[measure]


def _figures(account: Tables, zone: int, becoming: Sequence[str]) -> dict[str, float]:
    """Return the measured figures of a zone."""
    own = account.matrix["zone"].to_numpy() == zone
    start, end, area, inside = (account.matrix[name].to_numpy()[own] for name in ("from", "to", "area_m2", "key_m2"))
    (was_class, was_m2), (is_class, is_m2) = (_of_zone(date, zone) for date in (account.before, account.after))
    known = ~np.isin(start, BESIDE) & ~np.isin(end, BESIDE)

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
    for name in BESIDE:
        figures[f"{name}_before"], figures[f"{name}_after"] = total(start == name), total(end == name)
    return figures


def _told(table: pd.DataFrame, account: Tables) -> pd.DataFrame:
    """Return the figures without those of farmland where they cannot be told from the other land of a class."""
    table.loc[table[f"to_{AGRI_FOREST}"] > 0, f"to_{FARMLAND}"] = np.nan
    if not whole_farmland(account):
        table[[name for name in table if name.startswith(f"{FARMLAND}_")] + ["unused_reclaimed"]] = np.nan
    return table


def whole_farmland(account: Tables) -> bool:
    """Tell whether all farmland is a class of its own on both dates."""
    return AGRI_FOREST not in {*account.matrix["from"], *account.matrix["to"]}


def _of_zone(date: pd.DataFrame, zone: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes of one date in a zone, and their areas."""
    own = date["zone"].to_numpy() == zone
    return date["class"].to_numpy()[own], date["area_m2"].to_numpy()[own]


def _standing(row: dict, target: Target | None) -> dict[str, object]:
    """Return how urban–rural construction land stands to its target.

    A mapped layer shows existing land. Where the target counts, or may count, land approved but unbuilt
    there is no verdict without it; where the plan does not say, both readings must agree.
    """
    if target is None:
        nothing = dict.fromkeys(("target", "approved", "reached", "gap", "way"), np.nan)
        return nothing | {"counts": "", "state": ""}
    limit = target.km2 * KM2
    given = target.approved_km2 is not None
    approved = (target.approved_km2 or 0.0) * KM2 if target.counts != EXISTING else 0.0
    reached = row["after"] + approved
    readings = {row["after"] <= limit, reached <= limit} if target.counts == UNSTATED else {reached <= limit}
    told = (target.counts == EXISTING or given) and len(readings) == 1
    to_go = row["before"] + approved - limit
    sure = target.counts == EXISTING or (target.counts == WITH_APPROVED and given)
    return {
        "target": limit,
        "approved": approved if given and target.counts != EXISTING else np.nan,
        "reached": reached,
        "gap": reached - limit if told else np.nan,
        "way": row["net_reduction"] / to_go if sure and to_go > 0 else np.nan,
        "counts": target.counts,
        "state": (MET if readings.pop() else MISSED) if told else OPEN,
    }
