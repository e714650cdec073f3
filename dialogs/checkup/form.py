"""The inputs of a check-up: up front what every planner has, folded away below all that single jobs can do with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qgis.core import QgsProcessingAlgorithm
from qgis.PyQt.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ...i18n import tr, translated
from ...processing.comparison.scenario_content import storable
from ...processing.framework import guess
from ...processing.framework.guess import KnownLayer
from ...processing.framework.taking import LAND_USE, code_parameter
from ...processing.models.chain import Chain
from ..panel.folding import folding_box, look_as_folded
from ..panel.form import Form
from ..panel.inputs import MultipleInput
from ..panel.layer_inputs import FieldInput, LayerInput
from ..plain import PlainLabel
from .checks import PEOPLE, PEOPLE_FIELD, PeopleCheck
from .land_use import LandUseLine

ZONES = "ZONES"
UP_FRONT = (LAND_USE, code_parameter(LAND_USE), PEOPLE, PEOPLE_FIELD, ZONES, "ZONE_FIELD")
"""What stands up front, as parameters of jobs."""


class ChainForm(Form):
    """The inputs of a model that is a chain of jobs, guessed by what its jobs call them."""

    def __init__(self, chain: Chain, model: QgsProcessingAlgorithm, parent=None, canvas=None):
        self._chain = chain
        self._by_meaning = {one.name(): chain.meaning(one.name()) for one in chain.inputs}
        self._front = [name for meant in UP_FRONT for name in self._by_meaning if self._by_meaning[name] == meant]
        self.people = PeopleCheck(chain, parent)
        super().__init__(model, [one.name() for one in chain.inputs], parent, canvas)
        self._count_chosen()
        self.changed.connect(self._count_chosen)

    def meaning(self, name: str) -> str:
        return self._by_meaning[name]

    def known(self) -> Sequence[str]:
        """Return the classes that the land use has, as far as anybody knows; without land use none."""
        return [*self.land_use.known()] if self.land_use is not None else []

    def unread(self) -> Mapping[str, str]:
        """Return why the codes of the land use do not tell a class, by the class."""
        found = None if self.land_use is None else self.land_use.found
        return {} if found is None else found.unread

    def none(self) -> Collection[str]:
        """Return the classes that the codes of the land use show not to be there."""
        found = None if self.land_use is None else self.land_use.found
        return () if found is None else found.none

    def mixed(self) -> str:
        """Return the sentence that says that the codes of the land use are of two systems; "" where they are not."""
        found = None if self.land_use is None else self.land_use.found
        return "" if found is None else found.mixed

    def show_again(self, values: Mapping[str, object], lost: Collection[str]) -> None:
        """Show what was asked in another session; what differs from what is guessed was the user's choice.

        ``lost``: inputs of which a layer is gone. Nobody has chosen to do without it, so the guess stays.
        """
        boxes = sorted(self.inputs.items(), key=lambda one: not isinstance(one[1], LayerInput))  # fields go with layers
        for name, box in boxes:
            if name in lost or (isinstance(box, FieldInput) and box.definition.parentLayerParameterName() in lost):
                continue
            if box.isEnabledTo(self) and storable(self.values().get(name)) != storable(values.get(name)):
                box.set_value(values.get(name))

    def count_again(self) -> None:
        super().count_again()
        self._look_into_layers()

    def rest(self) -> None:
        super().rest()
        self.people.rest()
        if self.land_use is not None:
            self.land_use.rest()

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        look_as_folded(self.others, self._all_others)

    def _lay_out(self, names: Sequence[str], canvas) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._rows, self.others = QGridLayout(), folding_box("", self)
        self._all_others = QWidget(self.others)
        below = QVBoxLayout(self._all_others)
        below.setContentsMargins(0, 0, 0, 0)
        QVBoxLayout(self.others).addWidget(self._all_others)
        column.addLayout(self._rows)
        column.addWidget(self.others)
        self._add_rows(self._rows, self._front, canvas)
        for title, inputs in self._groups([name for name in names if name not in self._front]).items():
            head, rows = PlainLabel(title, self), QGridLayout()
            head.setWordWrap(True)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            below.addWidget(head)
            below.addLayout(rows)
            self._add_rows(rows, inputs, canvas)
        self.others.setCollapsed(True)

    def _groups(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Return inputs by the job that they are for, in the order of the chain; those for several first."""
        several, report = tr("For several jobs"), tr("For the report")
        titles = [several, *(translated(link.job.title) for link in self._chain.links), report]
        found: dict[str, list[str]] = {title: [] for title in titles}
        for name in names:
            users = [translated(link.job.title) for link in self._chain.users(name)]
            found[users[0] if len(users) == 1 else several if users else report].append(name)
        return {title: inputs for title, inputs in found.items() if inputs}

    def _add_takes(self) -> None:
        """Say below the land use what is found in it; the jobs take of it what they need."""
        self.land_use: LandUseLine | None = None
        name = self._input_of(LAND_USE)
        if name is None:
            return
        kinds = dict.fromkeys(kind for link in self._chain.links for kind in link.job.of_land_use.values())
        self.land_use = LandUseLine([*kinds], self)
        self._rows.addWidget(self.land_use, 2 * self._front.index(name) + 1, 0, 1, 2)  # the row left for what is wide
        self.changed.connect(self._look_into_layers)

    def _look_into_layers(self) -> None:
        """Look into the layers of which more must be known than that they are there."""
        given = {meant: self.inputs[name] for name, meant in self._by_meaning.items() if name in self.inputs}
        people, field = given.get(PEOPLE), given.get(PEOPLE_FIELD)
        if isinstance(people, LayerInput):
            self.people.look(people.layer(), people.value(), None if field is None else field.value())
        land_use = given.get(LAND_USE)
        if self.land_use is not None and isinstance(land_use, LayerInput):
            code, system = given.get(code_parameter(LAND_USE)), given.get("SYSTEM")
            values = (None if one is None else one.value() for one in (code, system))
            self.land_use.look(land_use.layer(), land_use.value(), next(values), next(values) or 0)

    def _input_of(self, meant: str) -> str | None:
        """Return the input of the model that is a parameter of jobs."""
        return next((name for name, of in self._by_meaning.items() if of == meant), None)

    def _layer_of(self, meant: str) -> str:
        """Return the layer that is chosen for a parameter of jobs, "" without one."""
        box = self.inputs.get(self._input_of(meant) or "")
        layer = box.layer() if isinstance(box, LayerInput) else None
        return "" if layer is None else layer.id()

    def _layers_for(
        self, names: Sequence[str], layers: Sequence[KnownLayer], held: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the layer that each input means; one that bounds ground may be that of another, as may the land use.

        Where no layer speaks for zones, those that the people are counted in are the zones; and where none speaks for
        people, zones that have a field of them tell of them.
        """
        meant = {self.meaning(name) for name in names}
        shared = {border for link in self._chain.links for border in link.job.borders} | {LAND_USE}
        alone = {self.meaning(name): layer for name, layer in held.items() if self.meaning(name) not in shared}
        found = guess.layers_for([name for name in UP_FRONT if name in meant - shared], layers, alone)
        others = sorted(meant - shared - found.keys())
        found |= guess.layers_for(others, layers, alone | found)
        for name in meant & shared:
            found |= guess.layers_for([name], layers)
        land_use = guess.land_use(layers)
        if LAND_USE in meant and land_use is not None:
            found[LAND_USE] = land_use.id
        people = found.get(PEOPLE) or self._layer_of(PEOPLE)
        if people and ZONES in meant - found.keys():
            found[ZONES] = people
        zones = next((one for one in layers if one.id == (found.get(ZONES) or self._layer_of(ZONES))), None)
        if not people and PEOPLE in meant and zones is not None and guess.may_serve(PEOPLE, zones, layers):
            found[PEOPLE] = zones.id
        return {name: found[self.meaning(name)] for name in names if self.meaning(name) in found}

    def _guess_land_use(self, names: Sequence[str], layers: Sequence[KnownLayer]) -> None:
        """Leave inputs empty that a job takes out of the land use, which is given once for all."""

    def _count_chosen(self) -> None:
        """Say how many layers are chosen where nobody sees them."""
        boxes = [box for name, box in self.inputs.items() if name not in self._front]
        layers = sum(len(box.layers()) for box in boxes if isinstance(box, MultipleInput))
        layers += sum(isinstance(box, LayerInput) and box.layer() is not None for box in boxes)
        text = tr("Other layers ({count} chosen)") if layers else tr("Other layers")
        self.others.setTitle(text.format(count=layers))
