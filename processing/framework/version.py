"""The program's name and version, as metadata.txt has them."""

from __future__ import annotations

import configparser
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def program() -> str:
    """Return for example «GreenVein 绿脉 0.1.0»."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(Path(__file__).parents[2] / "metadata.txt", encoding="utf-8")
    return f"{metadata['general']['name']} {metadata['general']['version']}"
