"""What all jobs share: the base algorithm, its run, parameters, tables, styles and following edits."""
