"""Small immutable values that every room uses: plain Python, no database, no web."""
