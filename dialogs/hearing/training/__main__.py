"""Builds the ear: models, bars and the figures in docs/hearing.md, from the labelled messages."""

import argparse
import hashlib
import json
import logging
import multiprocessing
import shutil
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import msgspec

from dialogs.hearing.ear import MODELS
from dialogs.hearing.sums import write_sums
from dialogs.hearing.training import work
from dialogs.hearing.training.export import write_tokenizer
from dialogs.hearing.training.folds import FOLDS, RISK_FOLDS, Held, Unseen, together
from dialogs.hearing.training.limits import choose
from dialogs.hearing.training.meaning import add_meaning, write_meaning
from dialogs.hearing.training.report import write_report
from dialogs.hearing.training.rows import DATA, hands

BUILD = Path("build/hearing")
NOTE = Path("docs/hearing.md")
# What is trained depends on these alone; the rest may change without training again.
LEARNING = ("batches", "bert", "ears", "fit", "noise")


def main() -> None:
    """Trains everything on two cores, then writes the models and the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dev", type=Path, default=Path("../shared/eval"))
    dev = arguments.parse_args().dev
    start = time.monotonic()
    unseen = _train()
    bars = json.dumps(msgspec.to_builtins(choose(unseen)), indent=2) + "\n"
    folders = {share: _assembled(share, bars) for share in (*work.SHARES, 1.0)}
    MODELS.mkdir(exist_ok=True)
    for file in folders[1.0].iterdir():
        shutil.copy(file, MODELS)
    write_sums(MODELS)
    write_report(NOTE, unseen, folders, dev)
    print(f"done in {(time.monotonic() - start) / 60:.0f} minutes")


def _train() -> Held:
    logging.disable(logging.WARNING)
    said, danger = _folder("phrases"), _folder("risk")
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        ears = [pool.submit(work.phrase_ear, 1.0, said), pool.submit(work.risk_ear, 1.0, danger)]
        labels = [pool.submit(work.phrase_fold, at, said) for at in range(FOLDS)]
        risks = [pool.submit(work.risk_fold, at, danger) for at in range(RISK_FOLDS)]
        for share in work.SHARES:
            ears.append(pool.submit(work.phrase_ear, share, said))
            ears.append(pool.submit(work.risk_ear, share, danger))
        for ear in ears:
            ear.result()
        return Held(*_both(labels), *_both(risks))


def _both(parts: list[Future[tuple[Unseen, Unseen]]]) -> tuple[Unseen, Unseen]:
    pairs = [part.result() for part in parts]
    return together([one for one, _ in pairs]), together([other for _, other in pairs])


def _assembled(share: float, bars: str) -> Path:
    folder = BUILD / f"{share:.2f}"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in ("phrases", "risk"):
        shutil.copy(work.model(kind, share, _folder(kind)), folder / f"{kind}.onnx")
    (folder / "thresholds.json").write_text(bars, encoding="utf-8")
    write_tokenizer(folder)
    add_meaning(folder / "phrases.onnx")
    write_meaning(folder, [row.text for rows in hands("topics").values() for row in rows])
    return folder


def _folder(kind: str) -> Path:
    """Where the pieces of an ear lie that come from this data and this way of learning."""
    here = Path(__file__).parent
    data = [file for folder in (kind, "topics") for file in sorted((DATA / folder).glob("*.jsonl"))]
    files = [*data, *(here / f"{name}.py" for name in (*LEARNING, kind))]
    mark = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    folder = BUILD / f"{kind}-{mark}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
