"""The interface's languages: English in the code, Chinese in greenvein_zh_CN.ts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

CONTEXT = "GreenVein"


def tr(text: str) -> str:
    """Return ``text`` in the user's language.

    ``text`` must be a literal, so that scripts/translations finds it; values
    go in afterwards with ``.format()``.
    """
    return QCoreApplication.translate(CONTEXT, text)


def translated(text: str) -> str:
    """Return in the user's language a text that was marked elsewhere: by ``later``, or as a legend text of a style."""
    return QCoreApplication.translate(CONTEXT, text)


def in_line(sentences: Iterable[str]) -> str:
    """Return sentences one after the other; behind a Chinese full stop there is no space."""
    return " ".join(sentences).replace("。 ", "。")


def language() -> str:
    """Return the language of texts that are chosen as a whole: ``"zh"`` or ``"en"``."""
    return "zh" if QgsApplication.locale().lower().startswith("zh") else "en"


def load_translator() -> QTranslator | None:
    """Install the translator for QGIS's language; None where English serves."""
    if language() != "zh":
        return None
    translator = QTranslator()
    if not translator.load(QLocale("zh_CN"), "greenvein", "_", str(Path(__file__).parent)):
        return None
    QCoreApplication.installTranslator(translator)
    return translator
