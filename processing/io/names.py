"""How the fields of a format may be called, and what to call those that may not be called as they are.

What GDAL makes of a name that a format cannot hold it tells nobody: it cuts within a character, leaves signs out, takes
a field for something else, or writes a file that cannot be read. So they are named here before it is given them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count
from xml.parsers import expat

from .places import Place

_CUT = 10  # bytes of a name of a field in a Shapefile
_NAMELESS = "field"
# What is no column of a file geodatabase: words of its queries, and the ids of its rows (ogr/ogrsf_frmts/openfilegdb).
_OF_QUERIES = (
    "add alter and as asc between by column create date delete desc drop exists for from group in insert into is like "
    "not null objectid or order select set table update values where"
)
# What of an element of KML fields of these names become; name and description stay what they are.
_OF_PLACEMARKS = (
    "altitudemode begin draworder end extrude heading icon model photooverlay roll scale_x scale_y scale_z "
    " snippet tessellate tilt timestamp visibility"
)


@dataclass(frozen=True)
class Naming:
    """``unfit``: what must not be in a name; ``first``: with what it must not begin; ``taken``: what it must not be.

    ``longest``: how long it may be, 0 for any length, in bytes or, not ``encoded``, in characters.
    """

    unfit: Callable[[str], str] = str
    first: Callable[[str], bool] = bool
    taken: frozenset[str] = frozenset()
    longest: int = 0
    encoded: bool = True

    def fitted(self, name: str, suffix: str, encoding: str) -> str:
        """Return a name as the format can hold it, with something behind it that tells it from others."""
        fitted = self.unfit(name)
        if fitted.strip(" _") == "":
            fitted = name if name and fitted == name else _NAMELESS
        if not self.first(fitted[0]):
            fitted = f"_{fitted}"
        if fitted.casefold() in self.taken and not suffix:
            suffix = "_1"
        if self.longest:
            room = self.longest - len(suffix)
            fitted = cut(fitted, room, encoding) if self.encoded else fitted[:room]
        return fitted + suffix


def cut(text: str, room: int, encoding: str) -> str:
    """Return as much of a text as fits into so many bytes, to the end of a character."""
    if len(text) * 4 <= room:
        return text
    encoded = text[:room].encode(encoding, "replace")
    return text[:room] if len(encoded) <= room else encoded[:room].decode(encoding, "ignore")


@lru_cache(4096)
def _is_xml(name: str) -> bool:
    """Tell whether a name is one of an element, as those who read GML have it."""
    try:
        expat.ParserCreate().Parse(f"<{name}/>", True)
    except expat.ExpatError:
        return False
    return True


def _without(signs: str) -> Callable[[str], str]:
    return partial(re.compile(signs).sub, "_")


def _bare(signs: str) -> Callable[[str], str]:
    """Return what leaves blanks around a name out besides, as those who read such files do."""
    without = _without(signs)
    return lambda name: without(name.strip())


_of_signs = _without("[&<>\"'\t\n\r]")


def _as_placemarks(name: str) -> str:
    return "Name" if name == "name" else _of_signs(name)  # which is read so


def _as_elements(name: str) -> str:
    return "".join("_" if sign in ":-" or sign.isspace() or not _is_xml(f"_{sign}") else sign for sign in name)


def _not_a_digit(sign: str) -> bool:
    return not sign.isdigit()


_KML = Naming(_as_placemarks, taken=frozenset(_OF_PLACEMARKS.split()))
_BY_DRIVER = {
    "ESRI Shapefile": Naming(_bare("[:\n\r\t]"), longest=_CUT),
    "MapInfo File": Naming(_without("[^A-Za-z0-9_]"), _not_a_digit, longest=31),
    "CSV": Naming(_bare('["\n\r]')),
    "GML": Naming(_as_elements, _is_xml, frozenset(("gml_id", "fid"))),
    "KML": _KML,
    "LIBKML": _KML,
    "OpenFileGDB": Naming(
        _without("[^\\w]|[\U00010000-\U0010ffff]"), _not_a_digit, frozenset(_OF_QUERIES.split()), 64, False
    ),
    "SQLite": Naming(_without("['#-]"), taken=frozenset(("ogc_fid",))),
}
_BY_PROVIDER = {"postgres": Naming(longest=63)}


def named(name: str, others: set[str], place: Place, encoding: str) -> str:
    """Return what to call a field in a place so that it is called as nothing else there, in any case of letters."""
    way = _BY_DRIVER.get(place.driver) if place.provider == "ogr" else None
    way = way or _BY_PROVIDER.get(place.provider) or Naming()
    for number in count():
        found = way.fitted(name, f"_{number}" if number else "", encoding)
        if found.casefold() not in others:
            return found
    raise AssertionError  # there are more numbers than fields


def cut_names(names: Iterable[str]) -> re.Pattern[str]:
    """Return how the names of our own fields look that a Shapefile has cut, and numbered where that made them equal."""
    long = [name for name in names if len(name.encode()) > _CUT]
    ways = [f"{re.escape(name[:_CUT])}|{re.escape(name[: _CUT - 2])}_?\\d{{1,2}}" for name in long]
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)
