"""Python packages that are missing, and the offer to install them."""
