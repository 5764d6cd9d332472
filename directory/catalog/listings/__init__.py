"""The listings that come with the repository: read from data files, checked, loaded."""
