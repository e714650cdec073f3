"""The medial axis of a corridor: its ends, the widest way through, and the width along it."""
