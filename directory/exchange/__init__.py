"""Data in and out: imports that can be undone, exports of what one sees."""
