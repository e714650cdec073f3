"""$title $chinese: the area of features, of each and by zone."""

from ....core.drawing import palette
from ...framework import clues, themes
from ...framework.declared import POLYGON, Clue, Headline, Job, Kind, Number, Output, later

JOB = Job(
    id="$name",
    title=later("$title"),
    tags=later("$words,area,$chinese"),
    group=themes.$THEME,
    order=$order,
    first_input="$NAME",
    outputs=(
        Output("$OUTPUT", later("Features with their area"), POLYGON, stack=$stack),
        Output("SUMMARY", later("Area summary")),
    ),
    report=later("Area report"),
    numbers=(
        Number("AREA_HA", later("Area of the features (ha)")),
        Number("FEATURE_COUNT", later("Number of features")),
    ),
    needs=("$NAME",),
    headline=(Headline("AREA_HA"),),
    changes=(
        Kind("gone", later("In A only"), palette.WARM, palette.WARM_EDGE),
        Kind("new", later("In B only"), palette.COOL, palette.COOL_EDGE),
    ),
    filled=("$NAME", "ZONES"),
    clues=(
        ("$NAME", Clue(("$chinese", "$words"))),
        ("ZONES", clues.ZONES),
    ),
    words=(
        ("ZONE_FIELD", clues.ZONE_FIELD),
        ("ID_FIELD", clues.ID_FIELD),
    ),
    shown=("$OUTPUT",),
)
