"""What charts and maps share: a typeface with Chinese glyphs, and files without a time stamp."""

from __future__ import annotations

import io
import re
import threading
import unicodedata
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.font_manager import FontProperties

from ..printable import printable

with warnings.catch_warnings():
    # Beside Debian's older mpl_toolkits a newer matplotlib has no 3D, which nobody here misses.
    warnings.filterwarnings("ignore", message="Unable to import Axes3D")
    from matplotlib.figure import Figure

# Families with simplified Chinese and the files that hold them, the best first.
# Looked up by file: matplotlib's own list of families may be older than a font.
FACES = {
    "Source Han Sans SC": "sourcehansanssc-regular",
    "Noto Sans SC": "notosanssc-regular",
    "Microsoft YaHei": "msyh",
    "PingFang SC": "pingfang",
    "Hiragino Sans GB": "hiragino sans gb",
    "Noto Sans CJK SC": "notosanscjk-regular",
    "WenQuanYi Micro Hei": "wqy-microhei",
    "WenQuanYi Zen Hei": "wqy-zenhei",
    "SimHei": "simhei",
    "SimSun": "simsun",
    "Droid Sans Fallback": "droidsansfallbackfull",
}
FAMILIES = (*FACES, "DejaVu Sans", "sans-serif")
LATIN = "DejaVu Sans"  # comes with matplotlib
HANDLE_EMS, COLUMN_EMS = 4.6, 2  # of a legend's entry: what it takes beside its text, and what of it is space
WIDTH_IN = 8.4
"""The width of a chart in a report, in inches."""
SVG_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "greenvein"}
_setting = threading.Lock()  # matplotlib's settings are those of all threads, and two may draw at once


@lru_cache(maxsize=1)
def chinese_face() -> tuple[str, str] | None:
    """Return family and file of an installed typeface with Chinese glyphs, or None."""
    files = {Path(file).stem.lower(): file for file in sorted(font_manager.findSystemFonts())}
    return next(((family, files[stem]) for family, stem in FACES.items() if stem in files), None)


def font(size: float, weight: str = "normal", families: tuple[str, ...] = ()) -> FontProperties:
    """Return a typeface of ``size`` points that draws Chinese where one is installed.

    ``families`` are the names that an SVG carries, for the browser to choose from.
    """
    face = chinese_face()
    if face is None:
        return FontProperties(family=families or LATIN, size=size, weight=weight, fname=_latin_file())
    return FontProperties(family=families or face[0], size=size, weight=weight, fname=face[1])


@lru_cache(maxsize=1)
def _latin_file() -> str:
    return font_manager.findfont(FontProperties(family=LATIN))


def em_width(text: str) -> float:
    """Return about how wide ``text`` runs, in ems: Chinese characters are square.

    >>> from greenvein.core.drawing.figure import em_width
    >>> em_width("公园") > em_width("ab")
    True
    """
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56 for letter in text)


def elide(text: str, ems: float) -> str:
    """Return ``text`` cut to ``ems`` with an ellipsis where it runs wider.

    >>> from greenvein.core.drawing.figure import elide
    >>> elide("公园绿地服务半径", 4.0), elide("公园", 4.0)
    ('公园绿…', '公园')
    """
    if em_width(text) <= ems:
        return text
    while text and em_width(text) > ems - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, ems: float, most: int) -> list[str]:
    """Return ``text`` in lines of at most ``ems``, ``most`` of them; what is still too long ends with an ellipsis.

    Lines end between words; Chinese, and a word longer than a line, anywhere.

    >>> from greenvein.core.drawing.figure import wrapped
    >>> wrapped("公园绿地服务半径", 4.0, most=2)
    ['公园绿地', '服务半径']
    """
    lines: list[str] = []
    left = text
    while left and len(lines) < most - 1 and em_width(left) > ems:
        fits = max(1, next(at for at in range(len(left), -1, -1) if em_width(left[:at]) <= ems))
        space = left.rfind(" ", 0, fits + 1)
        fits = space if space > 0 else fits
        lines.append(left[:fits].rstrip())
        left = left[fits:].lstrip()
    return [*lines, elide(left, ems)] if left else lines


def fitting_columns(texts: Sequence[str], width_in: float, size_pt: float) -> tuple[int, int]:
    """Return how many entries of a legend stand in a line, and in how many lines, where a line is ``width_in`` long.

    All stand in one where there is room, else under each other in columns as wide as the widest.
    """
    room = width_in * 72 / size_pt
    widths = [em_width(text) + HANDLE_EMS for text in texts]
    columns = len(texts) if sum(widths) <= room else max(1, int(room / max(widths)))
    return columns, -(-len(texts) // max(columns, 1))


def to_svg(figure: Figure) -> str:
    """Return ``figure``, which is used up, as SVG whose text is text; the same figure gives the same bytes."""
    FigureCanvasSVG(figure)
    target = io.StringIO()
    with _setting, matplotlib.rc_context(SVG_SETTINGS):
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    _take_apart(figure)
    return printable(_families_once(target.getvalue()))


def _families_once(svg: str) -> str:
    """Return ``svg`` with the names of the typefaces in its style sheet, not in each text, where they weigh most."""
    # Before 3.7 matplotlib writes weight, size and families in one.
    svg = re.sub(r"font: ([\d.]+px) ([^;\"]+); ", r"font-size: \1; font-family: \2; ", svg)
    svg = re.sub(r"font: (\w+) ([\d.]+px) ([^;\"]+); ", r"font-weight: \1; font-size: \2; font-family: \3; ", svg)
    found = re.search(r"font-family: ([^;\"]+); ", svg)
    if found is None:
        return svg
    sheet = '<style type="text/css">'
    return svg.replace(found[0], "").replace(sheet, f"{sheet}text{{font-family: {found[1]}}}", 1)


def to_png(figure: Figure, dpi: float) -> bytes:
    """Return ``figure``, which is used up, as PNG; the same figure gives the same bytes."""
    FigureCanvasAgg(figure)
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
    _take_apart(figure)
    return target.getvalue()


def _take_apart(figure: Figure) -> None:
    """Let go of what a figure is made of: its parts hold each other, and a run does without Python's look for such."""
    for part in figure.findobj():
        vars(part).clear()
