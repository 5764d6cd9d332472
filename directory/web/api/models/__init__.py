"""The shapes of the API: what it accepts and what it answers."""
