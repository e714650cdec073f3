"""Charts and maps of reports; only what draws imports matplotlib."""
