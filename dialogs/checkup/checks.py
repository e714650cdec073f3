"""What can be known before a check-up is run: on which of its inputs a job would come to nothing, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...i18n import tr
from ...processing.framework.people_count import LAYER, checking
from ...processing.framework.taking import LAND_USE
from ...processing.models.chain import Chain, Decision
from ..panel.counting import Aside

PEOPLE, PEOPLE_FIELD = LAYER, f"{LAYER}_FIELD"


class PeopleCheck(QObject):
    """Knows whether a run could read the people; ``changed`` tells that it knows something else.

    It reads the layer as a run does, aside, and only while ``widget`` is seen.
    """

    changed = pyqtSignal()

    def __init__(self, chain: Chain, widget: QWidget):
        super().__init__(widget)
        self._users = [link for link in chain.links if PEOPLE in link.sources]
        self.wrong = ""
        """The sentence that a run would end with, as far as is known."""
        self._aside = Aside(tr("Checking the people"), widget)
        self._aside.told.connect(self._take)

    def look(self, layer: QgsVectorLayer | None, value: object, field: str | None) -> None:
        """Look into the layer with the people; ``value``: as the run is given it."""
        if layer is None or not self._users:
            self._aside.rest()
            self._take("")
            return
        of_selected = isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly
        parameters = {PEOPLE: value, PEOPLE_FIELD: field}

        def begin(feedback: QgsProcessingFeedback) -> Callable:
            context = QgsProcessingContext()
            context.setProject(QgsProject.instance())
            return checking(self._users[0].step(), parameters, layer, context, feedback)

        self._aside.ask(layer, (of_selected, field), begin, of_selected)

    def go_on(self) -> None:
        """Find out what is due, now that somebody would see it."""
        self._aside.go_on()

    def settled(self) -> bool:
        """Tell whether all that can be known is."""
        return self._aside.settled()

    def rest(self) -> None:
        """Leave no work behind."""
        self._aside.rest()

    def _take(self, found: str | QgsProcessingException | None) -> None:
        wrong = "" if found is None else str(found)
        if wrong != self.wrong:
            self.wrong = wrong
            self.changed.emit()


def decided(chain: Chain, form, without: list[str]) -> list[Decision]:
    """Return what is to become of each job by what a form has, also of those that cannot be run on it.

    ``without``: those that are not to be. Behind a job that cannot be run, others do without its results.
    """
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    land_use = form.known(), form.unread(), form.none()
    found = chain.decide(form.values(), context, without, *land_use)
    wrong = {one.link.id: text for one in found if not one.reason and (text := _wrong(one, form))}
    if wrong:
        found = chain.decide(form.values(), context, [*without, *wrong], *land_use)
    return [replace(one, reason=wrong[one.link.id], fails=True) if one.link.id in wrong else one for one in found]


def _wrong(decision: Decision, form) -> str:
    """Return why a job cannot be run though it has all that it needs; "" where nothing speaks against it."""
    found = [form.wrong(name) for name in decision.link.inputs if name in form.inputs]
    if decision.parameters.get(PEOPLE):
        found.append(form.people.wrong)
    if decision.parameters.get(LAND_USE) and not decision.link.job.of_land_use:  # it reads all of the codes
        found.append(form.mixed())
    return next(filter(None, found), "")
