"""Park service coverage."""
