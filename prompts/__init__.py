"""The voice: templates and their renderer."""
