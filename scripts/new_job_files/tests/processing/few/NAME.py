"""Two plots of a hundred and of four hectares; how its styles look, its long call, and why it quotes no clause."""

from greenvein.core.drawing import palette

from ..look import area

LOOKS = [area("${name}_${output}", palette.PARK, palette.PARK_EDGE)]
STAGES = [("core.$name.areas", "feature_areas")]
CLAUSES = ()
WITHOUT_CLAUSE = "No plan says how large the features are to be."



def few(layer, box):
    return {"$NAME": layer([box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)], name="plots")}
