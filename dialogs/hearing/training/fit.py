"""Fine-tuning of an ear: slower in the lower layers, cosine, and the mean of its last steps."""

import copy
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dialogs.hearing.training.batches import Batch
from dialogs.hearing.training.bert import LAYERS


@dataclass(frozen=True)
class Plan:
    """How long and how fast an ear learns; `keep` is the share of the mean kept each step."""

    epochs: int = 12
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    weight_decay: float = 0.01
    keep: float = 0.99


def settle(seed: int) -> random.Random:
    """Fixes torch's chance and gives a generator for ours."""
    torch.manual_seed(seed)
    return random.Random(seed)


def fit(
    ear: nn.Module,
    passes: Callable[[], Iterator[Batch]],
    loss: Callable[[nn.Module, Batch], Tensor],
    plan: Plan,
) -> nn.Module:
    """Trains the ear; `passes` gives one epoch's batches. The result is the running mean."""
    mean = copy.deepcopy(ear).eval()
    optimiser = torch.optim.AdamW(_groups(ear, plan), weight_decay=plan.weight_decay)
    rates = [group["lr"] for group in optimiser.param_groups]
    ear.train()
    step = 0
    for _ in range(plan.epochs):
        epoch_batches = list(passes())
        steps = plan.epochs * len(epoch_batches)
        for batch in epoch_batches:
            speed = _speed(step, steps)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * speed
            optimiser.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                missed = loss(ear, batch)
            missed.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(ear.parameters(), 1.0)
            optimiser.step()
            step += 1
            _follow(mean, ear, min(plan.keep, step / (step + 10)))
    return mean


def _speed(step: int, steps: int) -> float:
    warm = max(1, steps // 10)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def _groups(ear: nn.Module, plan: Plan) -> list[dict[str, object]]:
    groups: dict[float, list[nn.Parameter]] = {}
    for name, part in ear.named_parameters():
        if part.requires_grad:
            groups.setdefault(_rate(name, plan), []).append(part)
    return [{"params": parts, "lr": rate} for rate, parts in groups.items()]


def _rate(name: str, plan: Plan) -> float:
    if not name.startswith("encoder."):
        return plan.head_rate
    depth = int(name.split(".")[2]) + 1 if name.startswith("encoder.layers.") else 0
    return plan.rate * plan.decay ** (LAYERS - depth)


@torch.no_grad()
def _follow(mean: nn.Module, ear: nn.Module, keep: float) -> None:
    for kept, new in zip(mean.parameters(), ear.parameters(), strict=True):
        if new.requires_grad:
            kept.lerp_(new, 1 - keep)
