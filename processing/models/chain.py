"""The steps of a model as a chain of jobs: what each is given, of the model's own inputs or of an earlier step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingParameterDefinition,
)

from ...i18n import tr, translated
from ..framework.declared import Job
from ..framework.guess import CLUES, FIELD_WORDS
from ..jobs import JOBS
from .step import Expected, Step, is_blank

Source = Qgis.ProcessingModelChildParameterSource
Results = Mapping[str, Mapping[str, object]]
"""What earlier steps have left: by job, and there by output."""


@dataclass(frozen=True)
class Link:
    """A step of a chain, mostly a job: where each of its parameters comes from, perhaps from several places."""

    id: str
    """Of the step: that of its job."""
    algorithm: str
    sources: dict[str, list[QgsProcessingModelChildParameterSource]]
    after: tuple[str, ...] = ()
    """The steps that it comes after even where it does not work on their results."""

    @property
    def job(self) -> Job:
        """The job that it is."""
        return JOBS[self.id]

    @property
    def results(self) -> list[tuple[str, str]]:
        """The results that the step works on, in the order in which it has them: of which step, and which output."""
        return [(one.outputChildId(), one.outputName()) for _, one in self._all() if one.source() == Source.ChildOutput]

    @property
    def before(self) -> list[str]:
        """The steps whose results this one works on, as often as it has one of them."""
        return [step for step, _ in self.results]

    @property
    def inputs(self) -> list[str]:
        """The inputs of the model that it is given."""
        return [one.parameterName() for _, one in self._all() if one.source() == Source.ModelParameter]

    def parameters_of(self, name: str) -> list[str]:
        """Return the parameters that an input of the model is handed to."""
        found = [(own, one) for own, one in self._all() if one.source() == Source.ModelParameter]
        return [own for own, one in found if one.parameterName() == name]

    def given(self, inputs: Mapping[str, object], results: Results) -> dict:
        """Return what the step is given of these inputs of the model, and of what earlier steps have left."""
        found = {}
        for name, sources in self.sources.items():
            values = [_value(one, inputs, results) for one in sources]
            values = [one for one in values if not is_blank(one)]
            if values:
                found[name] = values if len(sources) > 1 else values[0]
        return found

    def expected(self, parameters: Mapping[str, object]) -> dict[str, Expected]:
        """Return what stands for the results of the step as long as it has not run on these parameters."""
        found = {}
        for output in self.job.outputs:
            found[output.name] = Expected(f"{self.id}:{output.name}")
            found[output.name].sums_up = output.name == self.job.summary
            found[output.name].parameters = parameters
        return found

    def step(self) -> Step:
        """Return the algorithm of the step."""
        return QgsApplication.processingRegistry().createAlgorithmById(self.algorithm)

    def _all(self) -> Iterator[tuple[str, QgsProcessingModelChildParameterSource]]:
        return ((name, one) for name, sources in self.sources.items() for one in sources)


@dataclass(frozen=True)
class Decision:
    """Whether a step is run, and on what; ``reason``: the sentence that says why it is not.

    ``fails``: whether it has all that it needs, and yet would come to nothing; ``notes``: what it takes for granted,
    or does without.
    """

    link: Link
    parameters: dict
    reason: str = ""
    fails: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """The jobs of a model, each behind those whose results it works on, and what the model is given."""

    inputs: tuple[QgsProcessingParameterDefinition, ...]
    links: tuple[Link, ...]
    joining: Link | None
    """The step that makes one report of those of the jobs."""

    def meaning(self, name: str) -> str:
        """Return the parameter of a job that an input of the model is, by which layers and fields are guessed.

        Of several the one that is called the same, else the first that anything speaks for.
        """
        found = [own for link in self.links for own in link.parameters_of(name)]
        if name.upper() in found or not found:
            return name.upper()
        return next((own for own in found if own in CLUES or own in FIELD_WORDS), found[0])

    def users(self, name: str) -> list[Link]:
        """Return the steps that an input of the model is handed to."""
        return [link for link in self.links if name in link.inputs]

    def decide(
        self,
        inputs: Mapping[str, object],
        context: QgsProcessingContext,
        without: Collection[str] = (),
        known: Collection[str] | None = None,
        unread: Mapping[str, str] | None = None,
        none: Collection[str] = (),
    ) -> list[Decision]:
        """Return what is to become of each step, by what is given now; ``without``: those that are not to run.

        What a step finds in the results of another one, only the run tells. ``known``, ``unread``, ``none``: as
        for ``Step.settled``.
        """
        found: list[Decision] = []
        expected: dict[str, dict[str, Expected]] = {}
        for link in self.links:
            if link.id in without:
                found.append(Decision(link, {}, taken_out(link.job)))
                continue
            step = link.step()
            parameters, reason = step.settled(link.given(inputs, expected), context, known, unread, none)
            notes = () if reason else tuple(filter(None, (step.does_without(), *step.assumed(parameters, context))))
            found.append(Decision(link, parameters, reason, notes=notes))
            if not reason:
                expected[link.id] = link.expected(parameters)
        return found


def taken_out(job: Job) -> str:
    """Say that a job is left out because the user wants it so."""
    return tr("Left out: {job}. It was unticked.").format(job=translated(job.title))


def chain_of(model: QgsProcessingModelAlgorithm) -> Chain:
    """Return the chain of jobs that a model is."""
    steps = [
        Link(id_, child.algorithmId(), child.parameterSources(), tuple(one.childId for one in child.dependencies()))
        for id_, child in model.childAlgorithms().items()
    ]
    jobs = {link.id: link for link in steps if link.id in JOBS}
    joining = next((link for link in steps if link.id not in JOBS and set(link.before) & jobs.keys()), None)
    inputs = tuple(one for one in model.parameterDefinitions() if not one.isDestination())
    return Chain(inputs, tuple(_in_order(jobs)), joining)


def _in_order(links: dict[str, Link]) -> Iterator[Link]:
    """Give the steps in the order of the jobs, but each behind those that it works on, or comes after."""
    left = [id_ for id_ in JOBS if id_ in links]
    while left:
        ready = next(id_ for id_ in left if not {*links[id_].before, *links[id_].after} & set(left))
        left.remove(ready)
        yield links[ready]


def _value(source: QgsProcessingModelChildParameterSource, inputs: Mapping[str, object], results: Results) -> object:
    kind = source.source()
    if kind == Source.ModelParameter:
        return inputs.get(source.parameterName())
    if kind == Source.ChildOutput:
        return results.get(source.outputChildId(), {}).get(source.outputName())
    return source.staticValue() if kind == Source.StaticValue else None
