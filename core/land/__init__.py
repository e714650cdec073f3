"""Land use at two dates: classes, the account of what was vacated and added, and what vacated land becomes."""
