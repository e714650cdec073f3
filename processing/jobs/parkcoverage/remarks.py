"""What there is to say of a coverage: in the notices, in the log and in the report."""

from __future__ import annotations

from ....core.geometry.overlap import flatten
from ....core.geometry.polygons import DRAWING_M
from ....core.parks.coverage import ParkCoverage
from ....core.people.codes import RURAL_HOMES, TOO_FEW
from ....core.people.plausible import LARGE_M2
from ....i18n import tr
from ...framework.people import not_placed_notice, partly_notice, unknown_notice
from ...framework.people_doubts import doubt_notice, few_notice
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...reports.units import hectares, shows_hectares
from .inputs import Inputs
from .names import CONTESTED, PEOPLE_UNKNOWN
from .tables import open_reasons, per_head

DECIDING = ("RESIDENTIAL", "PARKS", "HISTORIC_AREAS", "ZONES")
"""The inputs that a coverage depends on."""
PER_HEAD = ("RESIDENTIAL", "PARKS", "ZONES", "POPULATION_LAYER", "BUILT_UP")
"""Those that a park area per head depends on."""
# A target that is no larger, in per cent, was probably typed as a share.
_SHARE = 1.0


def notices(inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = _doubts(inputs, result) + _people(inputs, result)
    if len({*inputs.years.values()}) > 1:
        text, one = tr("By their names the layers are of different years: {layers}."), tr("“{layer}” of {year}")
        layers = tr(", ").join(one.format(layer=layer, year=year) for layer, year in inputs.years.items())
        found.append(text.format(layers=layers))
    if (open_reasons(inputs, result) == UNREAD).any():
        found += inputs.unread.sentences(*DECIDING)
    if (per_head(inputs, result)["open"] == UNREAD).any():
        found += [text for text in inputs.unread.sentences(*PER_HEAD) if text not in found]
    return found


def _people(inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Return what there is to say of people, and of the built-up area that parks are held against them in."""
    found, people, built_up = [], inputs.people, inputs.built_up
    if people is not None and people.not_placed > 0:
        placed = float(result.total["population"])
        found.append(not_placed_notice((people.units or inputs.residential).named, placed, people.not_placed))
    if people is not None and people.spread.doubt is not None:
        found.append(doubt_notice((people.units or inputs.residential).named, people.spread.doubt))
    elif people is not None and len(people.spread.sparse.ground) and built_up is not None:
        few = people.spread.sparse.area_m2 >= LARGE_M2 or (per_head(inputs, result)["open"] == TOO_FEW).any()
        found += [few_notice((people.units or inputs.residential).named, people.spread.sparse)] if few else []
    if people is not None and people.spread.unknown is not None:
        layer, unknown = people.units or inputs.residential, people.spread.unknown
        counts = unknown.counts or (per_head(inputs, result)["open"] == PEOPLE_UNKNOWN).any()
        some = counts and shows_hectares(unknown.area_m2)
        found += [unknown_notice(layer.named, unknown.area_m2)] if some else []
    if people is not None and people.units is not None and len(people.spread.partly):
        found.append(partly_notice(people.units.named, len(people.spread.partly)))
    if people is not None and people.units is not None and (per_head(inputs, result)["open"] == RURAL_HOMES).any():
        text = tr(
            "Areas of “{layer}” have rural homes too, which are not taken of “{homes}”; all of their people are put on "
            "the other homes, so the park area per head is not judged where that matters. Take the rural homes as well "
            "(class:residential;rural_residential), or give people by smaller areas, such as communities and villages "
            "or cells, or those of the built-up area itself."
        )
        found.append(text.format(layer=people.units.named, homes=inputs.residential.named))
    if built_up is not None and people is None:
        text = tr("“{layer}” is given, but no people, so there is no park area per head to judge.")
        found.append(text.format(layer=built_up.named))
    elif built_up is not None and not result.total["built_up_population"] > 0:
        text = tr(
            "Nobody lives in “{layer}”, so there is no park area per head to judge; check that it is the right layer."
        )
        found.append(text.format(layer=built_up.named))
    return found


def _contested(inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Say on how much of what is taken other land of the same layer lies too, but for what nobody could find."""
    text = tr(
        "On {area} ha of what is taken of “{layer}” other land of the same layer lies too, so that it may be either; "
        "take out what is wrong. What that may turn is not judged."
    )
    decides = (open_reasons(inputs, result) == CONTESTED).any()
    decides |= (per_head(inputs, result)["open"] == CONTESTED).any()
    both = ((inputs.residential, inputs.not_homes), (inputs.parks, inputs.not_parks))
    areas = [(of, float(inputs.measure(flatten(ground)).sum())) for of, ground in both if len(ground)]
    some = [(of, area_m2) for of, area_m2 in areas if decides or shows_hectares(area_m2)]
    found = [text.format(area=hectares(area_m2), layer=of.named) for of, area_m2 in some]
    if len(inputs.both[0]):
        text = tr(
            "On {area} ha features of “{homes}” and of “{parks}” are the very same ground, which cannot be both; take "
            "out what is wrong. What that may turn is not judged."
        )
        area_m2 = float(inputs.measure(flatten(inputs.both[0])).sum())
        found.append(text.format(area=hectares(area_m2), homes=inputs.residential.named, parks=inputs.parks.named))
    return found


def _doubts(inputs: Inputs, result: ParkCoverage) -> list[str]:
    found = _contested(inputs, result)
    if 0 < inputs.target_pct <= _SHARE:
        text = tr("The target is {target:g} %; if a share was meant, give it in per cent: {percent:g}.")
        found.append(text.format(target=inputs.target_pct, percent=100 * inputs.target_pct))
    if inputs.parks.shows_none:
        text = tr("“{parks}” has no park, though its codes would tell one, so nothing is covered.")
        found.append(text.format(parks=inputs.parks.named))
    if not len(inputs.parks.fid) or result.features["covered_m2"].sum() > 0:
        return found
    if not (result.radius_m > 0).any():
        text = tr("None of the parks is as large as the smallest park area, so none counts and nothing is covered.")
        return [*found, text]
    text = tr(
        "Nothing is covered: no feature of “{parks}” that counts lies within its service radius of any feature of "
        "“{homes}”; check that both are the right layers."
    )
    return [*found, text.format(parks=inputs.parks.named, homes=inputs.residential.named)]


def remarks(inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Return the sentences that log and report both carry."""
    counted = int((result.radius_m > 0).sum())
    text = tr("{counted} of {parks} parks count; {small} are smaller than the smallest park area.")
    found = [text.format(counted=counted, parks=len(result.radius_m), small=len(result.radius_m) - counted)]
    if result.overlaps:
        text = tr("Residential features overlap by {area:,.1f} m²; each counts its own land, so this is counted twice.")
        found.append(text.format(area=result.overlap_m2))
    if inputs.zones is not None and inputs.zones.overlap_m2 > 0:
        text = tr("Zones overlap by {area:,.1f} m²; this ground counts in each of them, and once in the row for all.")
        found.append(text.format(area=inputs.zones.overlap_m2))
    if result.small_count:
        text = tr(
            "{count} blind areas smaller than a sheet of paper or narrower than {width:g} m ({area:.4f} m² together) "
            "are counted in the areas but not listed, and alone make no target missed."
        )
        found.append(text.format(count=result.small_count, width=DRAWING_M, area=result.small_m2))
    return found


def summary(run: Run, inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Return what the log says at the end."""
    return remarks(inputs, result)
