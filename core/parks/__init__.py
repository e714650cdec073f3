"""Parks: their service areas, and how much residential land these cover."""
