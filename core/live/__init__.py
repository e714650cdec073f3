"""Kernels that follow edits: what a run found is kept, and only what an edit can touch is worked out anew."""
