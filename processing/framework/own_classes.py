"""The user's own table of land-use codes, of the parameters ``CLASSES`` (rows) and ``CLASSES_FILE``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingParameterDefinition, QgsProcessingParameterFile

from ...i18n import tr
from .parameters import advanced, threshold_table
from .run import Run

if TYPE_CHECKING:
    from ...core.land.classes import ClassTable


def own_classes() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return the parameters that give a table of one's own."""
    headers, file = (tr("Code or prefix"), tr("Class")), tr("Own table of codes as CSV file")
    return (
        advanced(threshold_table("CLASSES", tr("Own table of codes"), headers, optional=True)),
        advanced(QgsProcessingParameterFile("CLASSES_FILE", file, extension="csv", optional=True)),
    )


def own_table(run: Run) -> ClassTable | None:
    """Return the user's own table, of a file or of rows; None where neither is given."""
    from ...core.land import classes as landclass

    file = run.algorithm.parameterAsFile(run.parameters, "CLASSES_FILE", run.context)
    rows = run.text_rows("CLASSES", 2, 2)
    if file and rows:
        run.fail(
            tr("“{rows}” and “{file}” are both given; keep one of them."),
            rows=run.title("CLASSES"),
            file=run.title("CLASSES_FILE"),
        )
    if not file and not rows:
        return None
    title = run.title("CLASSES_FILE" if file else "CLASSES")
    try:
        if file:
            return landclass.load(Path(file))
        return landclass.table(Path(title), [(at, code, class_, "", "") for at, (code, class_) in enumerate(rows, 1)])
    except OSError:
        run.fail(tr("The file “{path}” cannot be read; check where it lies."), path=file)
    except landclass.ClassTableError as error:
        texts: dict[str, Callable[[], str]] = {
            "empty": lambda: tr("“{table}”, line {line}: a code and its class are needed; fill in both."),
            "no_text": lambda: tr(
                "The file “{path}” is no text in UTF-8, UTF-16 or GB18030 (GBK), perhaps a workbook by another name; "
                "save the table as CSV and choose it again."
            ),
            "no_row": lambda: tr(
                "“{table}”, line {line}: this is no row of a table, perhaps because a quotation mark is never closed; "
                "correct it."
            ),
            "twice": lambda: tr("“{table}”, line {line}: this code has another class already; keep one of the two."),
        }
        run.fail(texts[error.reason](), table=title, line=error.line, path=file)
    raise AssertionError  # fail() does not return
