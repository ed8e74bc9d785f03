"""The mind: scripts, sessions, the dialog engine and the hearing."""
