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
UNKNOWN = "#BDBDBD"

# What lies upon a corridor differs from it in lightness as well. The axis and the
# edge are dark, for they run over the pale fill, on a satellite picture too.
CORRIDOR = "#8CC8E8"
CORRIDOR_EDGE = "#1A6A96"
AXIS = "#0B3A5B"
PINCH = BLIND
PINCH_EDGE = BLIND_EDGE
OBSTACLE = "#5A5A5A"

MET = "#0072B2"
MISSED = BLIND
TARGET = "#1F2D2A"

INK = "#1F2D2A"
MUTED = "#66736F"
LINE = "#D5DCD8"
GROUND = "#F8F9F6"
PAPER = "#FFFFFF"
