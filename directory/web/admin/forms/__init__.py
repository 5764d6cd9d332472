"""What a browser sends to the admin area, and how it becomes what the catalog understands."""
