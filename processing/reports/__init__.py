"""What all reports share: frame, units, files, maps; and the report that joins them."""
