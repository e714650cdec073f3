"""The codes of the scorecard beside those of indicators, which names and forms need without numpy."""

from __future__ import annotations

from ..geometry.codes import PLANE
from ..indicators.codes import AREA, BEHIND, JOB, MET, NOT_JUDGED, ON_TRACK, PER_HEAD, SHARE
from ..people.codes import DOUBTS, RURAL_HOMES

GIVEN = "given"
"""The value is that of the table of values, whatever a map shows."""
NO_LAYER, NO_RESULT, NO_PEOPLE = "no_layer", "no_result", "no_people"
"""There is no value, for no layer shows what is to be measured, no result of the other job was given, or nobody says
where people live."""
NOTHING, NOBODY = "nothing", "nobody"
"""Nor is there one where there is nothing to be a share of, or nobody lives."""
APART = "apart"
"""As good as nothing of what is counted lies on what it is to be a share of: the layers may show different things."""
OPEN = "open"
"""The other job gives no verdict on what it found, and so there is none here."""
PARTLY_MAPPED = "partly_mapped"
"""The land use covers but a part of the ground, so that the value is that of this part."""
CHOSEN = "chosen"
"""But some features of a layer were given, a selection or what a filter leaves, and those left out belong to the ground
too, or would make it stand otherwise."""
GAPS = "gaps:"
"""Before so many hectares of what is counted that lie in holes of the land use, which is all that says what the ground
is."""
TOGETHER = "together"
"""Several things that nobody knows are each of no weight, and all together would make it stand otherwise."""
UNREAD = "unread"
"""Features could not be read, and with them the value might be another."""
NOT_PLACED = "not_placed"
"""People who are not placed may live here, and with them it would stand otherwise."""
PEOPLE_UNKNOWN = "people_unknown"
"""Nobody knows how many people live on part of the residential land, so that what is there per head is too high."""
PART = "part:"
"""Before the name, in Chinese, of the part of the city that an indicator speaks of and that was not given."""
UNTOLD = "untold:"
"""Before a class or use of land that the codes of the land use do not tell from others, so that nothing measures it."""
UNDECIDED = "undecided:"
"""Before a class or use of land of which other land is in each of the systems that the codes fit, so that nothing
measures it until somebody says which system it is."""
NO_GROUND = "no_ground"
"""There are layers that show it, and neither land use nor zones to measure them on."""
CODES = "codes"
"""Codes of part of the land do not say whether it is what is counted, and with it this might stand otherwise."""
MAYBE = "?"
"""Behind a class: land that may be of it, which its codes do not say."""
ASKED, UNSAID = "asked:", "unsaid"
"""Before the job, the field, what it says and what the indicator means, with a “=” between them: the other job has
measured by something else; or its table does not say by what."""
RETYPED = "retyped:"
"""Before a field of the other job's table, what stands in it and what it would be by other columns of its row, with “=”
between them: somebody has rounded it, typed it over, or keeps it as a part of 1."""
NO_FIGURE = "no_figure:"
"""Before the job and, behind a “=”, the input that it takes for such a figure, "" where it takes none: its result was
given, and has no value of it."""
NO_WHOLE = "no_whole"
"""The other job's result was given, and has no value of all of the ground, but of zones, or rows that say neither."""
OTHER_GROUND = "other_ground:"
"""Before two areas in km² with a “=” between them: the other job has measured so much, and on this ground there is so
much to measure."""
OTHER_FIGURE = "other_figure:"
"""Before two figures in the indicator's unit with a “=” between them: what another check has found, and what the map
shows here."""
FOUND = "found:"
"""Before two figures in the indicator's unit with a “=” between them: what the map shows or another check has found,
and the value that was given, which counts."""
NEAR_GROUND = "near_ground:"
"""Before the same two areas where they differ by so little that it turns no verdict."""
FAR = "far:"
"""Before the value that was given and the figure of the plan that it is ten times away from, with a “=” between."""
UNIT_UNSURE, UNIT_ABOVE = "unit:", "unit_above:"
"""Before what a table of values says that may be the unit of a value and is none that is known; or before the unit of
a row above the one of the value, for which none is said, as in merged cells."""
CELL_ABOVE, PLACE_ABOVE = "cell_above:", "place_above:"
"""Before a field of a table of values and, behind a “=”, what stands in it above the row of a value that has nothing
there, as in merged cells; or before a line above the row that may be called by a part of the city."""
ROW_SAYS, OF_PART = "row:", "of_part:"
"""Before what a cell of a row says by which its value is none of its year, a target or that of another year; or before
the title or cell by which it is that of a part of the city, though no zone stands in its row."""
TITLE = "title:"
"""Before the name of a table of values, or what stands above or below it, by which they are none of their year."""
UNLIKE, BEYOND = "unlike:", "beyond:"
"""Before two indicators and their values, with “=” between them: by the plan they are one figure, and differ; or the
first is a part of the second, and is more."""
MAP_AHEAD, MAP_BEFORE = "map_ahead", "map_before"
"""The land use is of a later year than the one that is looked at, so that nobody knows how it is then; or of an earlier
one."""
MAP_PLAN = "map_plan"
"""A layer is a plan's by its name, and the year that is looked at is over, so that it was as it was, not as planned."""
OVERLAPS = "overlaps:"
"""Before what is measured of land use: where polygons of it lie on each other of which some are that, and some not."""
CONTESTED = "contested"
"""They do so on much of the ground, so that which of them counts there may decide."""
VERSIONS = "versions"
"""Several layers that are the same by what they are, and of different years by their names, were put together."""
UNSURE = "unsure"
"""Ground that the other job is not sure of would make it stand otherwise."""
REASONS = (
    *(GIVEN, NO_LAYER, NO_RESULT, NO_PEOPLE, NO_GROUND, NOTHING, NOBODY, APART, OPEN, NO_WHOLE),
    *(PARTLY_MAPPED, UNREAD, NOT_PLACED, PEOPLE_UNKNOWN, CODES, UNSURE, UNSAID, MAP_AHEAD, MAP_BEFORE, RURAL_HOMES),
    *(MAP_PLAN, VERSIONS, CONTESTED, CHOSEN, TOGETHER, PLANE),
    *DOUBTS,
)
WITHOUT = {AREA: NO_LAYER, SHARE: NO_LAYER, JOB: NO_RESULT, PER_HEAD: NO_PEOPLE}
"""Why an indicator may have no value, by how it is measured."""
BLIND_AREA, ADDED_IN, ADDED_FROM, PINCH, ZONE = CAUSE_KINDS = ("blind_area", "added_in", "added_from", "pinch", "zone")
"""What an indicator that is behind hangs on: what no park serves, where construction land grew and on what, a stretch
of a corridor, a zone that misses the target by more than others."""
BETWEEN = "; "
"""Between the codes of a field, of which there may be several."""
WORST_FIRST = (BEHIND, ON_TRACK, MET, NOT_JUDGED)
"""How a zone with several indicators stands: as the first of these that one of them does."""
