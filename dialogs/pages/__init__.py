"""The pages of the docks: a base, and what is each job's own."""
