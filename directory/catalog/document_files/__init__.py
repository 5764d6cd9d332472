"""What an uploaded document must be, and where it is kept."""
