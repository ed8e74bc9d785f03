"""The log: counts and names of errors, never what people wrote, never the token."""

import logging


class WithoutToken(logging.Filter):
    """Takes the bot's token out of every line, whoever wrote it."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line when it holds the token; every line passes."""
        text = record.getMessage()
        if self.token and self.token in text:
            record.msg, record.args = text.replace(self.token, "<token>"), None
        return True


def set_up(level: str, token: str) -> None:
    """Log to standard error; libraries speak up only from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(WithoutToken(token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("bot", "dialogs", "prompts"):
        logging.getLogger(ours).setLevel(level.upper())
