"""Park service coverage: from the kernel's result to tables and numbers."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from qgis.core import QgsWkbTypes

from ....core.geometry.codes import PLANE
from ....core.parks.coverage import ParkCoverage
from ....core.parks.servicearea import service_area
from ....core.people.codes import RURAL_HOMES, TOO_FEW
from ....core.people.plausible import out_of_scale
from ....core.plaintext import rows_text
from ....core.progress import aside
from ....core.targets import at_least, weighs
from ....i18n import tr
from ... import profiles
from ...framework.making import Joined, Made
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...reports.units import HA
from .inputs import Inputs, plan_radii, plan_target, unread_decides
from .names import (
    CHOSEN,
    CODES,
    CONTESTED,
    NO_BUILT_UP,
    NOT_PLACED,
    OVERLAP,
    PARTLY_MAPPED,
    PEOPLE_UNKNOWN,
    RADII,
    SLIVER,
    WIDER,
)


def outputs(run: Run, inputs: Inputs, result: ParkCoverage) -> tuple[Made, ...]:
    """Return what there is to write."""

    def coverage(progress):
        return result.features.add_prefix("gv_").assign(gv_source=np.array(inputs.ids, dtype=object))

    def served(progress):
        area = aside(partial(service_area, inputs.parks.geometry, result.radius_m), progress)
        ground = np.array([area], dtype=object)
        return pd.DataFrame({"gv_area_m2": run.measure()(ground)}), ground

    def blind(progress):
        return blind_table(inputs, result), result.blind_geometry

    def summary(progress):
        return summary_table(inputs, result)

    text = tr("Writing the coverage of residential land…")
    return (
        Joined("COVERAGE", coverage, text, (60, 75), source="RESIDENTIAL", read=inputs.residential),
        Made("BLIND_AREAS", blind, tr("Writing the blind areas…"), (75, 85)),
        Made("SERVICE_AREA", served, tr("Drawing the service area…"), (85, 90), QgsWkbTypes.Type.MultiPolygon),
        Made("SUMMARY", summary),
    )


def numbers(inputs: Inputs, result: ParkCoverage) -> dict:
    """Return the figures that scripts and models read; whether the target is met only where that is judged."""
    total = result.total
    found = {
        "COVERAGE_PCT": float(total["coverage_pct"]),
        "RESIDENTIAL_HA": float(total["residential_m2"]) / HA,
        "COVERED_HA": float(total["covered_m2"]) / HA,
        "BLIND_HA": float(total["blind_m2"]) / HA,
        "BLIND_COUNT": len(result.blind),
    }
    if inputs.people is not None:
        found["NOT_PLACED"] = inputs.people.not_placed
        if total["population"] > 0:
            found["PEOPLE_COVERED_PCT"] = float(total["population_pct"])
    judged = pd.isna(open_reasons(inputs, result).iloc[-1])
    return found | {"TARGET_MET": bool(total["target_met"])} if judged else found


def open_reasons(inputs: Inputs, result: ParkCoverage) -> pd.Series:
    """Return for each row of the summary why it has no verdict, None where it has one or nothing to judge.

    The plan's target is that of the plan's radii, parks and homes: with others it says nothing. Homes that could not
    be read, or may be some by their codes, may lie anywhere, served or not; one more park only adds to what is served,
    so that a target that is met stays met.
    """
    table, unread = result.summary, inputs.unread
    if plan_target(inputs) and not plan_radii(inputs):
        reason = pd.Series(RADII, index=table.index, dtype=object)
    elif inputs.residential.wider or inputs.parks.wider:
        reason = pd.Series(WIDER, index=table.index, dtype=object)
    else:
        lost = pd.Series(unread_decides(inputs), index=table.index)
        in_part = table["scope"] != "all"
        lost |= (unread.lost("ZONES") > 0) & in_part
        lost |= (unread.lost("PARKS") > 0) & ~table["target_met"].fillna(False).astype(bool)
        codes = table["codes_decide"] | ((unread.doubtful("ZONES") > 0) & in_part)
        codes |= unread.doubtful("HISTORIC_AREAS") > 0
        reason = pd.Series(UNREAD, index=table.index, dtype=object).where(lost, None)
        reason = reason.mask(codes, CODES).mask(table["contested_decides"], CONTESTED)
        reason = reason.mask(table["overlap_decides"], OVERLAP)
        reason = reason.mask(reason.isna() & table["plane_decides"], PLANE)
        reason = reason.mask(reason.isna() & table["target_met"].isna(), SLIVER)
    # Where there is nothing but what may be homes, that is the answer.
    return reason.where(table["coverage_pct"].notna() | (reason == CODES), None)


def bounds(inputs: Inputs, result: ParkCoverage) -> tuple[pd.Series, pd.Series]:
    """Return between what the coverage of each row of the summary lies in %, missing where it is as it is.

    Whoever holds it against another line than the target has to know what may turn that, too. Parks that could not be
    read may serve all; other features that could not be read leave no verdict, whatever the line is.
    """
    table = result.summary
    now, least, most = (table[f"coverage_{name}"] for name in ("pct", "least_pct", "most_pct"))
    if not inputs.unread.lost("PARKS"):
        return least, most
    more = now < 100
    return least.fillna(now).where(more, least), most.mask(more, 100.0)


def park_milestones() -> list[tuple[int, float]]:
    """Return the years and the park areas per head of the built-up area that the plan has, the last one last."""
    rows = profiles.active().value("park_coverage.per_head")
    return sorted((int(year), float(area_m2)) for year, area_m2 in rows)


def per_head(inputs: Inputs, result: ParkCoverage) -> pd.DataFrame:
    """Return for each row of the summary how the park area per head stands to the plan's last milestone.

    ``target_m2``, ``met``, ``open``: as the fields of the summary; nothing where people are unknown or the plan says
    nothing. People who are not placed may live in the built-up area or not, so that what is met must be met with them;
    nor does anybody know how areas stand that the plane decides.
    """
    table, unread = result.summary, inputs.unread
    found = pd.DataFrame({"target_m2": np.nan, "met": None, "open": None}, index=table.index, dtype=object)
    milestones = park_milestones()
    if inputs.people is None or not milestones:
        return found
    target = milestones[-1][1]
    found["target_m2"] = target
    people, park = table["built_up_population"], table["built_up_park_m2"]
    met = at_least(table["built_up_m2_per_head"], target)
    units = inputs.people.units
    wider = any(
        layer.wider for layer in (inputs.residential, inputs.parks, inputs.built_up, units) if layer is not None
    )
    if inputs.built_up is None or wider:
        found["open"] = NO_BUILT_UP if inputs.built_up is None else WIDER
        return found
    in_part, decide = table["scope"] != "all", ("POPULATION_LAYER", "BUILT_UP")
    lost = pd.Series(unread.lost("RESIDENTIAL", *decide) > 0, index=table.index)
    lost |= (unread.lost("ZONES") > 0) & in_part
    lost |= (unread.lost("PARKS") > 0) & ~met
    maybe = table["maybe_park_m2"]
    more = weighs(maybe, park) & ~met & at_least((park + maybe) / people, target)
    reason = _with_more_people(inputs, table, met, target)
    reason = reason.mask(reason.isna() & _turned_by_plane(inputs, table, target), PLANE)
    # What land use does not show may be parks, too.
    partly = table["partly_mapped"] | (~met & at_least((park + table["gap_m2"]) / people, target))
    some = park + maybe > 0  # of nothing there is as much for whoever may live there
    fewer = met & ~at_least((park - table["not_park_m2"]) / people, target)
    reason = reason.mask((table["contested_weighs"] & some) | fewer, CONTESTED)
    reason = reason.mask(table["rural_weigh"] & some, RURAL_HOMES).mask(partly, PARTLY_MAPPED)
    reason = reason.mask(table["chosen"], CHOSEN)
    codes = (table["codes_weigh"] & some) | more | (unread.doubtful(*decide) > 0)
    codes |= (unread.doubtful("ZONES") > 0) & in_part
    reason = reason.mask(table["people_unknown"], PEOPLE_UNKNOWN).mask(codes, CODES).mask(lost, UNREAD)
    values = [value for _, value in milestones]
    total = result.total["built_up_m2_per_head"], min(values), max(values), result.total["built_up_density"]
    doubt = inputs.people.spread.doubt
    if code := out_of_scale(*map(float, total)) if doubt is None else doubt.code:
        reason[:] = code
    there = people > 0
    found["open"] = reason.where(there, None)
    found["met"] = met.astype(object).where(there & reason.isna(), None)
    return found


def _turned_by_plane(inputs: Inputs, table: pd.DataFrame, target: float) -> np.ndarray:
    """Tell for which rows the park area per head would stand otherwise with areas on the ellipsoid."""
    value = table["built_up_m2_per_head"].to_numpy(dtype=float)
    met = at_least(value, target)
    return np.any(
        [np.zeros(len(value), dtype=bool), *(at_least(one, target) != met for one in inputs.plane.values(value))],
        axis=0,
    )


def _more_people(inputs: Inputs, table: pd.DataFrame) -> pd.DataFrame:
    """Return for each row how many more people may live there, by the code of why.

    Those who are not placed, those whom a few may stand for, those in homes that land use does not show.
    """
    not_placed = [inputs.doubtful[row] for row in zip(table["scope"], table["zone"])]
    columns = {NOT_PLACED: not_placed, TOO_FEW: table["further"], PARTLY_MAPPED: table["gap_people"]}
    return pd.DataFrame(columns, index=table.index).astype(float)


def _with_more_people(inputs: Inputs, table: pd.DataFrame, met: pd.Series, target: float) -> pd.Series:
    """Return for each row with whom a target that is ``met`` would be missed if they lived there too: a code, or None.

    Each by themselves, or with all else that nobody knows.
    """
    park, people = table["built_up_park_m2"], table["built_up_population"]
    more = _more_people(inputs, table)
    found = _together(inputs, table, more.div(people, axis=0), met, target)
    for code, some in more.items():
        found = found.mask(met & ~at_least(park / (people + some), target), code)
    return found


def _together(inputs: Inputs, table: pd.DataFrame, by: pd.DataFrame, met: pd.Series, target: float) -> pd.Series:
    """Return for each row the code of the largest doubt where all together would turn the target, else None.

    So they count where they are more than a hundredth, though each may be less. ``by``: how many more people there may
    be, as a share of those who are there. In homes beside others there are more where those others have more. Where
    people are those of streets, there are no more of them in homes that codes do not tell.
    """
    park, people = table["built_up_park_m2"], table["built_up_population"]
    streets = inputs.people is not None and inputs.people.units is not None
    codes = table["maybe_people"] * (not streets) / people
    by = by.assign(**{CODES: codes, PEOPLE_UNKNOWN: table["unknown_people"] / people})
    times = (1 + by[TOO_FEW]) * (1 + by[[PARTLY_MAPPED, CODES, PEOPLE_UNKNOWN]].sum(axis=1)) + by[NOT_PLACED]
    less = (by / (1 + by)).assign(**{CONTESTED: table["not_park_m2"] / park})
    least = (park - table["not_park_m2"]) / (people * times)
    more = pd.DataFrame({CODES: table["maybe_park_m2"] / park, PARTLY_MAPPED: table["gap_m2"] / park})
    more[CONTESTED] = table["not_people"] / people
    most = (park + table["maybe_park_m2"] + table["gap_m2"]) / (people - table["not_people"])
    found = pd.Series(None, index=table.index, dtype=object)
    for shares, turned in ((less, met & ~at_least(least, target)), (more, ~met & at_least(most, target))):
        known = shares.fillna(0.0)
        found = found.mask(turned & weighs(known.sum(axis=1), 1.0), known.idxmax(axis=1))
    return found


def blind_table(inputs: Inputs, result: ParkCoverage) -> pd.DataFrame:
    """Return the fields of the blind areas."""
    blind = result.blind
    ids = np.array(inputs.ids, dtype=object)
    return pd.DataFrame(
        {
            "gv_area_m2": blind["area_m2"],
            "gv_source": ids[blind["feature"].to_numpy()],
            "gv_zone": _or_null(blind["zone"]),
            "gv_rank": blind["rank"],
            "gv_population": blind["population"],
        }
    )


def summary_table(inputs: Inputs, result: ParkCoverage) -> pd.DataFrame:
    """Return the summary's fields, areas in hectares."""
    table, open_, parks = result.summary, open_reasons(inputs, result), per_head(inputs, result)
    least, most = bounds(inputs, result)
    found = pd.DataFrame(
        {
            "gv_scope": table["scope"].astype(object),
            "gv_zone": _or_null(table["zone"]),
            "gv_residential_ha": table["residential_m2"] / HA,
            "gv_overlap_ha": table["overlap_m2"] / HA,
            "gv_covered_ha": table["covered_m2"] / HA,
            "gv_blind_ha": table["blind_m2"] / HA,
            "gv_coverage_pct": table["coverage_pct"],
            "gv_coverage_least_pct": least,
            "gv_coverage_most_pct": most,
            "gv_target_pct": table["target_pct"],
            # Without a verdict nothing is said to be missing.
            "gv_gap_pct": table["gap_pct"].mask(open_.notna()),
            "gv_to_cover_ha": (table["to_cover_m2"] / HA).mask(open_.notna()),
            "gv_target_met": table["target_met"].mask(open_.notna()),
            "gv_open": open_,
            "gv_blind_count": table["blind_count"],
            "gv_population": table["population"],
            "gv_population_covered": table["population_covered"],
            "gv_population_pct": table["population_pct"],
            "gv_park_ha": table["park_m2"] / HA,
            "gv_park_m2_per_head": table["park_m2_per_head"],
            "gv_built_up_population": table["built_up_population"],
            "gv_built_up_park_ha": table["built_up_park_m2"] / HA,
            "gv_built_up_park_m2_per_head": table["built_up_m2_per_head"],
            "gv_park_target_m2": parks["target_m2"].astype(float),
            "gv_park_met": parks["met"].astype("boolean"),
            "gv_park_open": parks["open"],
            "gv_tiers": rows_text(inputs.tiers),
            "gv_historic_tiers": None if inputs.historic is None else rows_text(inputs.historic_tiers) or None,
            "gv_named_year": inputs.named_year,
            "gv_named_plan": inputs.is_plan,
        }
    ).astype({"gv_tiers": object, "gv_historic_tiers": object, "gv_named_year": "Int64"})
    not_placed = 0.0 if inputs.people is None else inputs.people.not_placed
    return _with_not_placed(found, not_placed) if not_placed > 0 else found


def _with_not_placed(table: pd.DataFrame, persons: float) -> pd.DataFrame:
    """Return the summary with a row for people who live on no residential land, before the one for all."""
    last = len(table) - 1
    found = table.astype({"gv_blind_count": "Int64"}).reindex([*range(last), last + 1, last]).reset_index(drop=True)
    found.loc[last, "gv_scope"] = NOT_PLACED
    found.loc[last, "gv_population"] = persons
    texts = found.select_dtypes(object).columns
    return found.assign(**{name: found[name].where(found[name].notna(), None) for name in texts})


def _or_null(texts: pd.Series) -> pd.Series:
    """Return texts with null in place of empty ones."""
    return texts.astype(object).where(texts != "", None)
