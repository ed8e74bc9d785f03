"""A trained ear written as a small file that the runtime reads."""

import json
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dialogs.hearing.training.bert import weights_folder


class _Sure(nn.Module):
    """An ear whose outputs are probabilities; `soft` names the outputs that share one sum."""

    def __init__(self, ear: nn.Module, shared: tuple[int, ...]) -> None:
        super().__init__()
        self.ear = ear
        self.shared = shared

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        outputs = self.ear(ids, mask)
        return tuple(
            out.softmax(-1) if at in self.shared else out.sigmoid()
            for at, out in enumerate(outputs)
        )


def write_phrases(ear: nn.Module, file: Path) -> None:
    """The phrase ear; its outputs are labels on tokens, labels on the message, topics."""
    _write(_Sure(ear, (2,)), ["tokens", "message", "topics"], file)


def write_risk(ear: nn.Module, file: Path) -> None:
    """The risk ear; its outputs are kinds of danger, the strong tier."""
    _write(_Sure(ear, (0,)), ["kinds", "strong"], file)


def write_tokenizer(folder: Path) -> None:
    """`tokenizer.json`, without padding and truncation."""
    stored = json.loads((weights_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    stored["padding"] = stored["truncation"] = None
    (folder / "tokenizer.json").write_text(
        json.dumps(stored, ensure_ascii=False, indent=0), encoding="utf-8"
    )


def _write(ear: nn.Module, outputs: list[str], file: Path) -> None:
    ear.eval()
    ids = torch.tensor([[101, 2748, 102]])
    free = {0: "messages", 1: "tokens"}
    axes = {"ids": free, "mask": free} | {name: {0: "messages"} for name in outputs}
    if "tokens" in axes:
        axes["tokens"] = free
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            ear,
            (ids, torch.ones_like(ids)),
            str(whole),
            input_names=["ids", "mask"],
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, file, per_channel=True, weight_type=QuantType.QInt8)
