"""Groups of the toolbox and tabs of the panel that several jobs share; a job may bring its own."""

from .declared import Theme, later

CHECKUP = Theme("checkup", later("Check-up"))
PARKS = Theme("parks", later("Parks"))
CORRIDORS = Theme("corridors", later("Corridors"))
LAND = Theme("land", later("Land"))
RESTORATION = Theme("restoration", later("Restoration"))
