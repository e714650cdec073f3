"""The scorecard: indicators of a plan measured on a map, and how all values stand to what the plan asks."""
