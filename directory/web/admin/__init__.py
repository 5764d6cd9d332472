"""The admin area: what animators do to keep the listings true."""
