"""The ecological security pattern and the control lines in it."""
