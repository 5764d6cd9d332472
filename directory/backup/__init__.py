"""Copies of an instance: made while the site serves, verified, put back."""
