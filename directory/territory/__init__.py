"""Where: the geography that everything is attached to."""
