"""The jobs: a folder for each, which declares it and is found by itself."""

from pkgutil import iter_modules

from ..framework.declared import Job, load_module

_found: list[Job] = [load_module(f"{__name__}.{folder.name}").JOB for folder in iter_modules(__path__)]
JOBS: dict[str, Job] = {job.id: job for job in sorted(_found, key=lambda job: job.order)}
"""All jobs by their ids, in the order in which they are listed."""
