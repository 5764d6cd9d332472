"""Files that leave: CSV, XLSX, JSON, and the template to fill in."""
