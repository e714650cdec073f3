"""The plan profile that is active: where parameter defaults come from."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsMessageLog, QgsSettings

from ..core.profile import Profile, ProfileError, load
from ..i18n import tr

FOLDER = Path(__file__).parent.parent / "resources" / "profiles"
DEFAULT = FOLDER / "beijing_2022.json"
SETTING = "greenvein/profile"


def active() -> Profile:
    """Return the profile chosen in the settings: a name in ``FOLDER`` or a path of the user's own.

    A broken one is told in the log and the default serves, so that the toolbox still opens.
    """
    chosen = QgsSettings().value(SETTING, DEFAULT.stem, type=str)
    path = Path(chosen) if chosen.endswith(".json") else FOLDER / f"{chosen}.json"
    try:
        return load(path)
    except ProfileError as error:
        text = tr("The plan profile {path} cannot be used ({key}: {reason}); Beijing 2022 is used instead.")
        QgsMessageLog.logMessage(
            text.format(path=error.path, key=error.key, reason=error.reason), "GreenVein", Qgis.MessageLevel.Warning
        )
        return load(DEFAULT)
