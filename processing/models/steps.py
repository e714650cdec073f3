"""The jobs as steps of models, as the provider has them."""

from ..framework.declared import Job
from ..framework.job import algorithm_of
from ..jobs import JOBS
from .step import Step


def step_of(job: Job) -> type[Step]:
    """Return the class of a job's step: its own, or the one of all jobs, mixed into its algorithm."""
    own = job.load("step").Step if job.has("step") else Step
    algorithm = algorithm_of(job)
    return type(f"{algorithm.__name__}Step", (own, algorithm), {"__doc__": own.__doc__})


STEPS = tuple(map(step_of, JOBS.values()))
