"""One module and one query file a language."""
