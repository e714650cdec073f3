"""The jobs: a folder for each, which declares it and is found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from ..framework.declared import Job

_found: list[Job] = [import_module(f".{module.name}", __name__).JOB for module in iter_modules(__path__)]
JOBS: dict[str, Job] = {job.id: job for job in sorted(_found, key=lambda job: job.order)}
"""All jobs by their ids, in the order in which they are listed."""
