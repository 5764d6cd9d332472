"""What is in the directory, and how it may change."""
