"""The public directory of palliative-care resources in Brittany."""
