"""The two networks: the phrase ear (labels on words, topic) and the risk ear."""

import torch
from torch import Tensor, nn

from dialogs.hearing.labels import LABELS, RISKS
from dialogs.hearing.training.bert import WIDTH, pooled, pretrained
from dialogs.hearing.training.rows import known_topics


class PhraseEar(nn.Module):
    """Scores of labels on each token and on the whole message, and of topics.

    Takes ids and mask (messages, tokens). Gives label logits of tokens (messages, tokens,
    LABELS) and of messages (messages, LABELS), and topic logits (messages, topics).
    """

    def __init__(self, drop: float = 0.0) -> None:
        super().__init__()
        self.encoder = pretrained(drop)
        self.drop = nn.Dropout(0.1)
        self.token_head = nn.Linear(WIDTH, len(LABELS))
        self.message_head = nn.Linear(WIDTH, len(LABELS))
        self.topic_head = nn.Linear(WIDTH, len(known_topics()))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """See the class."""
        hidden = self.encoder(ids, mask)
        whole = self.drop(pooled(hidden, mask))
        tokens = self.token_head(self.drop(hidden))
        return tokens, self.message_head(whole), self.topic_head(whole)


class RiskEar(nn.Module):
    """Scores of danger in a message.

    Takes ids and mask (messages, tokens). Gives logits of kinds (messages, RISKS) and one of
    the strong tier (messages, 1).
    """

    def __init__(self, drop: float = 0.0) -> None:
        super().__init__()
        self.encoder = pretrained(drop)
        self.drop = nn.Dropout(0.1)
        self.kind_head = nn.Linear(2 * WIDTH, len(RISKS))
        self.strong_head = nn.Linear(2 * WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """See the class."""
        hidden = self.encoder(ids, mask)
        peak = hidden.masked_fill(mask[:, :, None] == 0, -1e4).amax(1)
        whole = self.drop(torch.cat([pooled(hidden, mask), peak], 1))
        return self.kind_head(whole), self.strong_head(whole)
