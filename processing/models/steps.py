"""The jobs as steps of models."""

from ..framework.declared import Job
from ..framework.job import algorithm_of
from .step import Step


def step_of(job: Job) -> type[Step]:
    """Return the class of a job's step: its own, or the one of all jobs, mixed into its algorithm."""
    own = job.load("step").Step if job.has("step") else Step
    algorithm = algorithm_of(job)
    return type(f"{algorithm.__name__}Step", (own, algorithm), {"__doc__": own.__doc__})
