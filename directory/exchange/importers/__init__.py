"""National files that are compared with the listings."""
