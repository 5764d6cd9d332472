"""What is stored, one file per noun."""
