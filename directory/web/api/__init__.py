"""The machine interface, version 1."""
