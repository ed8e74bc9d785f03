"""The edge: Telegram, the terminal, the records on disk and the clock."""
