"""Builds the ear: models, bars and the figures in docs/hearing.md, from the labelled messages."""

import argparse
import json
import logging
import multiprocessing
import shutil
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import msgspec

from dialogs.hearing.ear import MODELS
from dialogs.hearing.training import work
from dialogs.hearing.training.export import write_tokenizer
from dialogs.hearing.training.folds import FOLDS, RISK_FOLDS, Held, Unseen, together
from dialogs.hearing.training.limits import choose
from dialogs.hearing.training.report import write_report

BUILD = Path("build/hearing")
NOTE = Path("docs/hearing.md")


def main() -> None:
    """Trains everything on two cores, then writes the models and the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dev", type=Path, default=Path("../shared/eval"))
    dev = arguments.parse_args().dev
    start = time.monotonic()
    unseen = _train()
    bars = json.dumps(msgspec.to_builtins(choose(unseen)), indent=2) + "\n"
    for share in (1.0, *work.SHARES):
        (_folder(share) / "thresholds.json").write_text(bars, encoding="utf-8")
        write_tokenizer(_folder(share))
    MODELS.mkdir(exist_ok=True)
    for file in _folder(1.0).iterdir():
        shutil.copy(file, MODELS)
    write_report(NOTE, unseen, {share: _folder(share) for share in (*work.SHARES, 1.0)}, dev)
    print(f"done in {(time.monotonic() - start) / 60:.0f} minutes")


def _train() -> Held:
    logging.disable(logging.WARNING)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        ears: list[Future[None]] = []
        for share in (1.0, *work.SHARES):
            _folder(share).mkdir(parents=True, exist_ok=True)
            ears.append(pool.submit(work.phrase_ear, share, _folder(share)))
            ears.append(pool.submit(work.risk_ear, share, _folder(share)))
        labels = [pool.submit(work.phrase_fold, at) for at in range(FOLDS)]
        risks = [pool.submit(work.risk_fold, at) for at in range(RISK_FOLDS)]
        for ear in ears:
            ear.result()
        return Held(*_both(labels), *_both(risks))


def _both(parts: list[Future[tuple[Unseen, Unseen]]]) -> tuple[Unseen, Unseen]:
    pairs = [part.result() for part in parts]
    return together([one for one, _ in pairs]), together([other for _, other in pairs])


def _folder(share: float) -> Path:
    return BUILD / f"{share:.2f}"


if __name__ == "__main__":
    main()
