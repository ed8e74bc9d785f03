"""English: the words, grammars and commands that the hearing knows."""
