"""What all tests share: the package under its real name."""

import importlib
import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _package_greenvein():
    """Make the checkout importable as ``greenvein`` without its folder on sys.path."""
    spec = importlib.util.spec_from_file_location(
        "greenvein", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["greenvein"] = module
    spec.loader.exec_module(module)


if "greenvein" not in sys.modules:
    _package_greenvein()
