"""Results that are kept, and what two of them say differently."""
