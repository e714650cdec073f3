"""The settings of GreenVein."""
