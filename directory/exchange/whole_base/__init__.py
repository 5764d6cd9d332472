"""The whole base in open files, to leave for another host, and back into an empty instance."""
