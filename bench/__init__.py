"""Measurements of a served site, as multiples of a bare Flask route on the same server."""
