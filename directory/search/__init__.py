"""Finding: from typed words to structures."""
