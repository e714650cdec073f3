"""Texts in the language of a report, which need not be the user's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import QTranslator

from ...i18n import CONTEXT, language, tr

_FILE = Path(__file__).parents[2] / "i18n" / "greenvein_zh_CN.qm"


def words_of(code: str) -> Callable[[str], str]:
    """Return what ``tr`` would be for a reader of the language ``code``: "zh" or "en"."""
    if code == language():
        return tr
    if code != "zh":
        return str
    translator = QTranslator()
    translator.load(str(_FILE))
    return lambda text: translator.translate(CONTEXT, text) or text
