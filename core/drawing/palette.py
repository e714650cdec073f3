"""The colours of maps, charts, reports and QGIS styles.

After Okabe and Ito (2008), "Color Universal Design": blue and vermillion stay
apart for every common kind of colour blindness. The styles in
``resources/styles`` use the same values; a test holds the two together.
"""

PARK = "#009E73"
PARK_EDGE = "#00664B"
SERVICE_AREA = "#2FA884"
SERVED = "#6BA6D6"
SERVED_EDGE = "#3B78A8"
BLIND = "#D55E00"
BLIND_EDGE = "#7A2E00"
# Residential land from all served to not served; neighbours differ in lightness too.
COVERAGE = (SERVED, "#BFD9EC", "#FBE3CC", "#F3AE78", BLIND)
COVERAGE_EDGES = (SERVED_EDGE, SERVED_EDGE, "#855632", "#855632", BLIND_EDGE)
UNKNOWN, UNKNOWN_EDGE = "#BDBDBD", "#66736F"

# What lies upon a corridor differs from it in lightness as well. The axis and the
# edge are dark, for they run over the pale fill, on a satellite picture too.
CORRIDOR = "#8CC8E8"
CORRIDOR_EDGE = "#1A6A96"
NARROW, BROKEN = "#F6C9A2", "#E8925A"
ON_TRACK = "#D3E9F6"  # not there yet, and on the good side: the hue of what is met
AXIS = "#0B3A5B"
# Pinches are magenta, for where both are on a map blind areas are vermillion.
PINCH, PINCH_EDGE = "#E0409A", "#5E0A35"
PINCH_BY_EDGE, PINCH_BY_BOTH = "#F6BDD8", "#B65CE0"
PINCH_GAP, PINCH_GAP_EDGE = "#6F3B80", "#2C1038"
OBSTACLE = "#5A5A5A"

VACATED = PARK
VACATED_EDGE = PARK_EDGE
ADDED = BLIND
ADDED_EDGE = BLIND_EDGE
CHANGED = "#C9CFCC"
CHANGED_EDGE = "#66736F"
KEY_AREA, KEY_AREA_EDGE = "#56B4E9", "#1A6A96"
# What is wrong with a layer, apart in hue and in lightness.
OVERLAP, OVERLAP_EDGE = "#CC79A7", "#7A3F61"
GAP, GAP_EDGE = "#56B4E9", "#1A6A96"
STRANGE, STRANGE_EDGE = "#5A5A5A", "#2B2B2B"
SLIVER, SLIVER_EDGE = "#F0E442", "#6B6300"
# Uses of vacated land afterwards; what comes first stands out by a dark outline, not by its hue.
USES = {"farmland": "#E6B800", "water": "#0072B2", "flood_wetland": "#7CC4EE", "green": PARK, "built": "#992200"}
USE_EDGES = {
    "farmland": "#8A6D00",
    "water": "#004C78",
    "flood_wetland": "#1A6A96",
    "green": PARK_EDGE,
    "built": "#4A1000",
}
FIRST = "#1F2D2A"
# Flows of land, by the class they come from: built land warm, farmland yellow, nature green and blue.
FLOWS = {
    "urban_rural": "#D55E00",
    "transport_water_special": "#CC79A7",
    "farmland": "#E6B800",
    "orchard": "#B5CF6B",
    "forest": "#00664B",
    "grass": "#009E73",
    "wetland": "#56B4E9",
    "water": "#0072B2",
    "other_farm": "#C4A484",
    "agri_forest": "#8DA336",
    "unused": "#8E9894",
}
FLOW = "#BDBDBD"

# The tiers of the security pattern from dark to light, and what conflicts with them.
TIERS = ("#00523D", "#2FA884", "#BFE3D5")
TIER_EDGES = ("#00382A", "#00664B", "#3B7A66")
CONFLICT, CONFLICT_EDGE = BLIND, BLIND_EDGE
TO_CHECK, TO_CHECK_PALE, TO_CHECK_EDGE = "#F0E442", "#FCF9DC", "#6B6300"
LINES, LINES_SLIVER, LINES_EDGE = OVERLAP, "#E3B5CE", OVERLAP_EDGE

# Phases of restoration by tier of the security pattern: 1, 2, 3 and none, from dark to light.
NEAR_TERM = ("#7F2A00", "#D55E00", "#F2A166", "#FBDCC4")
LONG_TERM = ("#0B3A5B", "#2B7BB0", "#86BEE0", "#D6E8F4")
NOT_RANKED = "#8E9894"
PHASE_EDGE = "#4A5753"
# Parts of a score, by criterion: neighbours differ in hue and in lightness.
PARTS = ("#0072B2", "#E69F00", "#00664B", "#56B4E9", "#D55E00", "#F0E442", "#CC79A7", "#5A3A00", "#8E9894", "#9FD8C4")

# What changed between two results: blue and vermillion, strong and pale, differ in hue for the two directions and in
# lightness for how much they matter; yellow is neither, grey is ground of one result alone, plum what is open.
COOL, COOL_PALE, COOL_EDGE = "#00558C", "#8FC4E8", "#062B44"
WARM, WARM_PALE, WARM_EDGE = BLIND, "#F5B27A", BLIND_EDGE
MIXED, MIXED_EDGE = "#F0E442", "#6B6300"
ALONE, ALONE_PALE, ALONE_EDGE = "#AAB2AF", "#F7F9F8", "#4A5753"
OPEN, OPEN_EDGE = "#7A3F61", "#3F1C31"

MET = "#0072B2"
MISSED = BLIND
MISSED_BADGE = "#B04A00"  # white text on it stands out 5.5 : 1, on the map's vermillion 3.9 : 1
TARGET = "#1F2D2A"

# What only tells where one is: paler than all that lies upon it.
BACKGROUNDS = ("#EDE6D3", "#E2E2DD", "#E9DFEB", "#DCEBDD", "#E3E6C3", "#D9D3DC")
BACKGROUND_EDGE = "#A9B2AE"
# The three control lines, as plans draw them.
CONTROL_LINES = {"RED_LINE": "#B3122B", "BASIC_FARMLAND": "#8A6D00", "GROWTH_BOUNDARY": "#3A3A8C"}

INK = "#1F2D2A"
MUTED = "#66736F"
LINE = "#D5DCD8"
GROUND = "#F8F9F6"
PAPER = "#FFFFFF"
