"""What `coach check` looks for in scripts, words, examples and transcripts."""
