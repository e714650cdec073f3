"""What a job says of itself, and whoever lists, styles, compares, guesses or draws jobs asks it for.

Each job declares itself in ``processing/jobs/<job>/__init__.py``, which is pure Python: QGIS opens, and says what is
missing, without numpy. Code goes into modules whose names are the same in every job, and is loaded when it is needed
(``Job.load``).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from types import ModuleType

POLYGON, LINE, POINT, TABLE = "polygon", "line", "point", ""
"""What an output holds, or an input must have."""


_JOBS = f"{__package__.rpartition('.')[0]}.jobs"


class BrokenJobError(Exception):
    """What a job declares does not fit what it takes."""


def load_module(name: str) -> ModuleType:
    """Return a module of the plugin by its whole name.

    QGIS follows the import statement and forgets with a plugin what came that way, but not what importlib brings: a
    module that stayed would hold classes of the plugin that was there before.
    """
    return __import__(name, fromlist=["*"])


def defined(module: ModuleType, base: type) -> type:
    """Return the one class of a kind that a module defines, which is how those of a job are found."""
    own = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
    [found] = [one for one in own if issubclass(one, base)]
    return found


def later(text: str) -> str:
    """Mark a literal text for scripts/translations; i18n.translated shows it in the user's language."""
    return text


@dataclass(frozen=True)
class Theme:
    """A group of the toolbox, or a tab of the panel."""

    id: str
    title: str


@dataclass(frozen=True)
class Output:
    """A layer or table that a job writes.

    ``name``: of its parameter; ``title``: of the parameter and of the layer in the legend; ``by_default``: whether it
    is written when nothing is said; ``stack``: its place on a map among the outputs of all jobs, the uppermost has the
    smallest number, 0 for a table. Its style is ``resources/styles/<job>_<name>.qml``, its fields are in ``names``.
    """

    name: str
    title: str
    geometry: str = TABLE
    by_default: bool = True
    stack: int = 0


@dataclass(frozen=True)
class Number:
    """A number that a job returns to scripts and models; ``boolean``: yes or no."""

    name: str
    title: str
    boolean: bool = False


@dataclass(frozen=True)
class Clue:
    """What speaks for a layer: words in its name, the likeliest first, or all of the fields of an earlier result.

    ``unlike``: fields that a later result has besides those, and that the one that is meant has not. ``take``: the
    class (core.land.taking) that is meant of a layer of all land use. ``field``: a parameter for a field of the layer,
    without which it serves nothing, so that a name must speak for one; ``unless``: an input and a parameter for a field
    of it that says the same, so that nothing is guessed where a layer that speaks for that input has such a field.
    ``none``: whether land use that shows to have none of the class gives an answer too.
    """

    words: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    geometry: str = POLYGON
    take: str = ""
    field: str = ""
    unless: tuple[str, str] | None = None
    none: bool = False


@dataclass(frozen=True)
class Dates:
    """Two inputs that take layers of one kind at two dates.

    ``words`` in the name, or one of ``fields``, speak for the kind; then ``earlier`` and ``later`` words, or years,
    tell the dates apart.
    """

    first: str
    last: str
    words: tuple[str, ...]
    fields: tuple[str, ...]
    earlier: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """A style for an input, ``resources/styles/<name>.qml``, and what a legend calls it; any job's map may show it."""

    name: str
    title: str


@dataclass(frozen=True)
class FieldFamily:
    """Output fields of which there are as many as there are inputs: how they begin, and their decimals."""

    prefix: str
    decimals: int


@dataclass(frozen=True)
class Headline:
    """The figure that a job is about: a number, less others; ``title``: of all this, where there are others."""

    number: str
    less: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of change between two results: its code, its legend text, and its colours as in the style."""

    code: str
    title: str
    face: str
    edge: str


@dataclass(frozen=True)
class GuidePicture:
    """How the guide shows the page of a job.

    ``name``: of the files; ``layers``: those of the sample that are shown below the result, None to go on from the job
    before; ``row``: of the first list, which is gone to.
    """

    name: str
    layers: tuple[str, ...] | None
    row: int


@dataclass(frozen=True)
class Job:
    """A job of the toolbox."""

    id: str
    """Name of the algorithm, of the folder and of the page in the guide."""
    title: str
    tags: str
    group: Theme
    """In the toolbox."""
    order: int
    """Its place among the jobs wherever they are listed."""
    first_input: str
    """The input whose features ``ID_FIELD`` names."""
    outputs: tuple[Output, ...]
    report: str
    """Title of the output ``REPORT``."""
    numbers: tuple[Number, ...]
    tab: Theme | None = None
    """Of the panel, where it is not the group."""
    summary: str = "SUMMARY"
    """The output whose rows sum up the others."""
    asked: tuple[tuple[str, str], ...] = ()
    """Fields of the summary that say by what a run has measured, and the value of the profile that an indicator of the
    plan means by it where it says nothing itself."""
    measured_on: tuple[str, str] = ("", "")
    """A field of the summary that says how large the ground is that was measured, with its unit, and what of the map
    that is, as indicators write it (``class:residential``), nothing for all of it."""
    measured_twice: str = ""
    """The field of the summary that says how much of it was counted beyond the first time, with its unit."""
    shares: tuple[tuple[str, str, str], ...] = ()
    """Fields of the summary that are shares in %, each before those of the part and of the whole that it is of."""
    gaps: tuple[tuple[str, str, str], ...] = ()
    """Fields of the summary that are held against a target, each before that of the target and of what it is short of
    it."""
    only_with: tuple[tuple[str, str], ...] = ()
    """Fields of the summary that have a value only where an input is given, and that input."""
    needs: tuple[str, ...] = ()
    """Inputs without which a model leaves the job out."""
    filled: tuple[str, ...] = ()
    """Inputs that may not be without any feature, where they are given."""
    always: tuple[str, ...] = ("REPORT",)
    """Outputs that later steps of a model work on: QGIS drops those that the user of a model leaves out."""
    headline: tuple[Headline, ...] = ()
    """Two results are compared by the first of these that both have."""
    changes: tuple[Kind, ...] = ()
    """The kinds of change between two results, the most pressing first."""
    clues: tuple[tuple[str, Clue], ...] = ()
    """What speaks for a layer, by input."""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What speaks for a field, by parameter, the likeliest first."""
    dates: Dates | None = None
    borders: tuple[str, ...] = ("ZONES",)
    """Inputs that bound ground: drawn as lines, and the layer of another input may be one too."""
    shared: tuple[str, ...] = ()
    """Further inputs whose layer may be that of another one."""
    entire: tuple[str, ...] = ()
    """Inputs of whose layers it is asked what a selection, or a filter, has left out."""
    dated: tuple[str, ...] = ()
    """Inputs of whose names the year of the data is read (core.named_years)."""
    known_by_name: tuple[str, ...] = ()
    """Inputs whose layers are what their names say (core.indicators.roles)."""
    naming: tuple[str, ...] = ()
    """Tables that call layers by their names, besides those of what is taken of each."""
    families: tuple[FieldFamily, ...] = ()
    looks: tuple[Look, ...] = ()
    """Styles for inputs."""
    shown: tuple[str, ...] = ()
    """What a map of the job shows, the uppermost first: names of outputs, and of looks of any job."""
    picture: GuidePicture | None = None
    """None as long as the sample has no data for the job."""

    @property
    def page(self) -> Theme:
        """The tab of the panel."""
        return self.tab or self.group

    def style(self, name: str) -> str:
        """Return the style of an output, or of the comparison."""
        return f"{self.id}_{name.lower()}"

    @property
    def of_land_use(self) -> dict[str, str]:
        """The inputs that can be taken of a layer of all land use, and the class that each is."""
        return {name: clue.take for name, clue in self.clues if clue.take}

    @property
    def may_lack(self) -> frozenset[str]:
        """Those of which none is an answer too, where the land use shows it."""
        return frozenset(name for name, clue in self.clues if clue.none)

    def load(self, part: str) -> ModuleType:
        """Return a module of the job, such as ``names`` or ``comparison``, which may need packages."""
        return load_module(f"{_JOBS}.{self.id}.{part}")

    def has(self, part: str) -> bool:
        """Tell whether the job has a module that not every job has: ``step``, ``live``."""
        return find_spec(f"{_JOBS}.{self.id}.{part}") is not None
