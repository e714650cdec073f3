"""The check-up of all jobs at once: inputs for all, what will be run and what not, and what was found."""
