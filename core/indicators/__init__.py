"""The indicators of a plan, and how a value stands to what the plan asks."""
