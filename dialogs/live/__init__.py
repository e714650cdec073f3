"""Following the edits of a run's layers."""
