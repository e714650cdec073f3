"""The guide as web pages on this computer: written from docs/ once, opened without a network."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl

from ...core.replacing import replaced
from ...i18n import language
from ..framework.version import program
from ..jobs import JOBS
from . import markdown
from .help import GUIDE, page

ORDER = ("desk", *JOBS)
"""The pages as one may read them; any others follow."""
_TEMPLATE = Path(__file__).parents[2] / "resources" / "templates" / "guide.html"
_STAMP = "made.txt"
_TITLE = re.compile(r"# (.*)")


def url(name: str) -> str:
    """Return the address of a page: in QGIS Desktop as a web page, made where it is not yet, else as it is written."""
    path = page(name)
    if qgis.utils.iface is not None and path.is_file():
        with suppress(OSError):  # a profile that takes nothing: the page is read as it is written
            path = web_page(name)
    return QUrl.fromLocalFile(str(path)).toString()


def web_page(name: str) -> Path:
    """Return the page of this name as HTML in the user's language; OSError where it cannot be written."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "greenvein" / "guide" / language()
    pages = guide_pages()
    stamp = _stamp(pages)
    made = folder / _STAMP
    if not made.is_file() or made.read_text(encoding="utf-8") != stamp:
        folder.mkdir(parents=True, exist_ok=True)
        for one in pages:
            (folder / f"{one.stem}.html").write_text(whole_page(one, pages), encoding="utf-8")
        with replaced(made) as beside:  # last, and whole: without it the pages are made again
            beside.write_text(stamp, encoding="utf-8")
    return folder / f"{name}.html"


def guide_pages() -> list[Path]:
    """Return the pages of the guide in the user's language, in their order."""
    found = {path.stem: path for path in (GUIDE / language()).glob("*.md")}
    names = [name for name in ORDER if name in found]
    return [found[name] for name in (*names, *sorted(found.keys() - set(names)))]


def whole_page(path: Path, pages: list[Path]) -> str:
    """Return a page with a list of all pages beside it."""
    text = path.read_text(encoding="utf-8")

    def place(target: str) -> str:
        """Pages lie beside each other, pictures stay where they are."""
        if ":" in target or target.startswith("#"):
            return target
        name, mark, part = target.partition("#")
        if name.endswith(".md"):
            return name.removesuffix(".md") + ".html" + mark + part
        return (path.parent / name).resolve().as_uri()

    links = "".join(
        f'<li><a href="{one.stem}.html"{_here(one == path)}>{markdown.inline(title(one))}</a></li>' for one in pages
    )
    return (
        _TEMPLATE.read_text(encoding="utf-8")
        .replace("{{ language }}", "zh-CN" if language() == "zh" else "en")
        .replace("{{ title }}", markdown.inline(title(path)))
        .replace("{{ pages }}", links)
        .replace("{{ program }}", program())
        .replace("{{ body }}", "\n".join(markdown.block(block, place=place) for block in markdown.blocks(text)))
    )


def title(path: Path) -> str:
    """Return the title of a page, which is its first line."""
    with path.open(encoding="utf-8") as file:
        found = _TITLE.match(file.readline())
    return found[1].strip() if found else path.stem


def _here(this: bool) -> str:
    return ' aria-current="page"' if this else ""


def _stamp(pages: list[Path]) -> str:
    """Return what changes when the pages would: the place of the plugin, its version and the files' dates."""
    files = [_TEMPLATE, *pages]
    return "\n".join([program(), str(GUIDE), *(f"{one.name} {one.stat().st_mtime_ns}" for one in files)])
