"""The guide as pages and as help texts."""
