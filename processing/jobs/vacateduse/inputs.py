"""Use of vacated land: from parameters to the kernel's inputs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ....core.land.codes import (
    AREAS,
    BASIC_FARMLAND,
    BLIND,
    FARMLAND_SPACE,
    VACATED,
)
from ....core.land.decision import Chain
from ....core.land.vacateduse import Uses
from ....core.parks.servicearea import Tiers
from ....core.plaintext import text_of
from ....i18n import tr
from ... import profiles
from ...framework.radii import read_radii
from ...framework.run import Run
from ...framework.unread import UNREAD, Unread
from ...io.features import Features, Polygons, Raw
from ...words.land_changes import CONTESTED_FIELD
from .become import Become, after_field, become_of, classes_of

KIND_FIELD = "gv_kind"
"""In changes of land use, says which of them are vacated land."""
# So many characters of a field's name are left in a Shapefile.
_SHAPEFILE = 10


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things.

    ``named``: whether a field of the user's gives the ``ids``; ``kinds``: a sentence on what else the layer has, empty
    where it does not tell kinds apart; ``become``: where it stands what the plots have become by now; ``classes``:
    which class that is; ``told``: how it was read; ``contested``: the field with how much of a plot land-use polygons
    contest, None without it; ``areas``: those given, by their names in the kernel.
    """

    vacated: Polygons
    ids: list[str]
    named: bool
    kinds: str
    become: Become
    classes: np.ndarray
    told: str
    contested: str | None
    areas: dict[str, Polygons]
    chain: Chain
    first: tuple[str, ...]
    min_farmland_m2: float
    max_farmland_distance_m: float
    share: float
    tiers: Tiers
    unread: Unread


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 30)
    tiers = read_radii(run, "TIERS")
    if not tiers:
        run.fail(tr("The table “{parameter}” is empty; give at least one row."), parameter=run.title("TIERS"))
    id_field = run.field_name("ID_FIELD", "VACATED")
    field = after_field(run)
    contested = _contested_field(run)
    vacated, kinds = _vacated(run, (id_field, field, contested))
    become = become_of(run, vacated, field)
    classes, told = classes_of(run, become, become.values(vacated))
    step(0.5)
    areas = {}
    for number, name in enumerate((*AREAS, BLIND), 1):
        layer = run.polygons(name.upper())
        if layer is not None:
            areas[name] = layer
        step(0.5 + 0.5 * number / (len(AREAS) + 1))

    def number_of(name: str) -> float:
        return run.algorithm.parameterAsDouble(run.parameters, name, run.context)

    return Inputs(
        vacated=vacated,
        ids=run.identifiers(vacated, id_field),
        named=id_field is not None,
        kinds=kinds,
        become=become,
        classes=classes,
        told=told,
        contested=contested,
        areas=areas,
        chain=tuple((area, use) for area, use in profiles.active().value("vacated_use.chain")),
        first=tuple(profiles.active().value("vacated_use.first")),
        min_farmland_m2=number_of("MIN_FARMLAND_M2"),
        max_farmland_distance_m=number_of("MAX_FARMLAND_DISTANCE"),
        share=number_of("SHARE"),
        tiers=tiers,
        unread=run.unread,
    )


def judged(inputs: Inputs, found: Uses) -> Uses:
    """Return uses without the balance being judged, where features that could not be read may turn it."""
    if not inputs.unread.count(*deciding(inputs)):
        return found
    return replace(found, farmland_at_least_green=None, open_=UNREAD)


def deciding(inputs: Inputs) -> tuple[str, ...]:
    """Return the inputs that the use of a plot depends on."""
    areas = {area for area, _ in inputs.chain}
    areas |= {BASIC_FARMLAND} if FARMLAND_SPACE in areas else set()
    return ("VACATED", *(area.upper() for area in AREAS if area in areas))


def rules(run: Run, inputs: Inputs) -> dict:
    """Return what uses are decided by beside the layers, as the kernel calls it."""
    names = ("chain", "min_farmland_m2", "max_farmland_distance_m", "share", "tiers", "first")
    return {name: getattr(inputs, name) for name in names} | {"measure": run.measure_of_parts()}


def contested_m2(features: Features, field: str | None) -> np.ndarray | None:
    """Return how much of each plot land-use polygons contest, 0 where its field is empty; None without the field."""
    if field is None:
        return None
    values = np.array(features.columns[field], dtype=float)
    return np.where(values > 0, values, 0.0)


def _contested_field(run: Run) -> str | None:
    """Return the account's own field with what is contested, whose name a Shapefile cuts; None where there is none."""
    fields = run.needed_source("VACATED").fields()
    found = (fields.lookupField(name) for name in (CONTESTED_FIELD, CONTESTED_FIELD[:_SHAPEFILE]))
    return next((fields.at(at).name() for at in found if at >= 0 and fields.at(at).isNumeric()), None)


def _vacated(run: Run, fields: tuple[str | None, ...]) -> tuple[Polygons, str]:
    """Return vacated land, and a sentence on what else the layer has.

    ``fields``: what is read of it beside its kind, None for nothing.
    """
    source = run.needed_source("VACATED")
    at = source.fields().lookupField(KIND_FIELD)
    field = source.fields().at(at).name() if at >= 0 else None
    label = run.named("VACATED", source)
    sentence = ""

    def narrow(raw: Raw) -> Raw:
        nonlocal sentence
        assert field is not None
        kind = pd.Series(raw.columns[field], dtype=object)
        wanted = (kind == VACATED).to_numpy()
        if not wanted.any():
            run.fail(
                tr(
                    "The layer “{layer}” has no vacated land: its field “{field}” says “{kind}” of none of its "
                    "{count} features; choose other changes, or a layer of vacated land without this field."
                ),
                layer=label,
                field=field,
                kind=VACATED,
                count=len(kind),
            )
        sentence = _kinds_sentence(label, field, kind, wanted)
        run.feedback.pushInfo(sentence)
        return raw.where(wanted)

    columns = tuple(dict.fromkeys(name for name in (field, *fields) if name))
    vacated = run.require_features(run.polygons("VACATED", columns, narrow if field else None), no_plots())
    return vacated, sentence


def no_plots() -> str:
    """Return the sentence for a layer without any plot."""
    return tr("The layer “{layer}” has no vacated land: none of its features has an area.")


def _kinds_sentence(label: str, field: str, kind: pd.Series, wanted: np.ndarray) -> str:
    if wanted.all():
        text = tr("“{layer}”: all {count} features are vacated land by the field “{field}”.")
        return text.format(layer=label, count=len(kind), field=field)
    text = tr(
        "“{layer}”: {used} of {count} features are vacated land by the field “{field}”; {left} were left out ({kinds})."
    )
    others = kind[~wanted].map(lambda value: text_of(value) or tr("(none)")).value_counts().sort_index()
    kinds = tr(", ").join(f"{name}: {count}" for name, count in others.items())
    return text.format(
        layer=label, used=int(wanted.sum()), count=len(kind), field=field, left=int((~wanted).sum()), kinds=kinds
    )
