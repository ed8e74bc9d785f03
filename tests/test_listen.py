import json
import subprocess
import sys

from bot.listen import listen
from dialogs.hearing.heard import Heard
from tests.ears import ToldEar


def test_a_line_in_an_object_out() -> None:
    heard = Heard(
        labels={"need": 0.9},
        spans={"need": [(0, 12)]},
        topics=[("ask_for_space", 0.91234)],
        topic="ask_for_space",
        risk="self_harm",
        tier="soft",
    )
    told = json.loads(next(listen(["i need quiet\n"], ToldEar(i_need_quiet=heard))))
    assert told == {
        "text": "i need quiet",
        "labels": ["need"],
        "spans": {"need": [[0, 12]]},
        "topic": "ask_for_space",
        "topics": [["ask_for_space", 0.9123]],
        "risk": "self_harm",
        "tier": "soft",
    }


def test_as_a_command_on_odd_lines() -> None:
    lines = [b"I need an hour to myself", b"", b"\xff\xfe\x00", "😀😀".encode(), b"x" * 9000]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "listen"],
        input=b"\n".join(lines) + b"\n",
        capture_output=True,
        check=True,
        timeout=60,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(lines)
    assert "need" in told[0]["labels"]
    assert done.stderr == b""
