"""A small file that tells for whom something falls due, and when."""

import heapq
import struct
from datetime import UTC, datetime
from pathlib import Path

from bot.rows import Kept, Rows, peek

NAME = "room-for-us due 1"
SUFFIX = ".due"
_MOMENT = struct.Struct("<q")
SIZE = _MOMENT.size
CLAIM_SECONDS = 60
# Nobody minds a few seconds, and not everybody's evening begins in the same one.
SPREAD_SECONDS = 8
_NEVER = 1 << 62


class Due(Kept):
    """One moment a person, by the hash of 32 bytes that names their file, soonest first.

    One heap of moments over one dict; a moment that was moved since stays in the heap until
    it comes up. `unclean` says that the rows may be behind the records, and `new` that there
    was no file. Moments are seconds since 1970, each later by up to `spread` seconds,
    by the key. Raises OSError.
    """

    def __init__(self, path: Path, spread: int = SPREAD_SECONDS) -> None:
        self._rows = Rows(path, NAME, SIZE)
        self._spread = spread
        self._at = {key: _MOMENT.unpack(value)[0] for key, value in self._rows.found.items()}
        self._rows.found.clear()
        self._heap = [(self._late(key, at), key) for key, at in self._at.items()]
        heapq.heapify(self._heap)
        self._claimed: dict[bytes, int] = {}
        self.new = self._rows.new

    def put(self, key: bytes, due: str) -> None:
        """Note the moment (ISO 8601) at which something falls due next; "" for never."""
        with self._rows.lock:
            claimed = self._claimed.pop(key, None) is not None
            if not due:
                self._at.pop(key, None)
                self._rows.drop(key)
                return
            at = _seconds(due)
            if self._at.get(key) != at:
                self._rows.put(key, _MOMENT.pack(at))
            elif not claimed:
                return
            self._at[key] = at
            heapq.heappush(self._heap, (self._late(key, at), key))
            self._shrink()

    def put_earlier(self, key: bytes, due: str) -> None:
        """Note a moment before its record is saved: too early does no harm, too late would."""
        if due and _seconds(due) < self._at.get(key, _NEVER):
            self.put(key, due)

    def claim(self, now: datetime, limit: int) -> list[bytes]:
        """Whose moment has come, soonest first; each stays claimed for a minute or until put."""
        seconds, claimed = int(now.timestamp()), list[bytes]()
        with self._rows.lock:
            while self._heap and self._heap[0][0] <= seconds and len(claimed) < limit:
                moment, key = heapq.heappop(self._heap)
                if self._is_current(key, moment):
                    again = seconds + CLAIM_SECONDS
                    self._claimed[key] = again
                    heapq.heappush(self._heap, (again, key))
                    claimed.append(key)
        return claimed

    def within(self, now: datetime, seconds: int) -> int:
        """How many people have something due within so many seconds."""
        until = now.astimezone(UTC).timestamp() + seconds
        with self._rows.lock:
            return sum(at <= until for at in self._at.values())

    def soonest(self) -> datetime | None:
        """The moment, in UTC, at which the next thing may fall due."""
        with self._rows.lock:
            return datetime.fromtimestamp(self._heap[0][0], UTC) if self._heap else None

    def close(self) -> None:
        """End cleanly."""
        self._rows.close(keep=True)

    def _late(self, key: bytes, at: int) -> int:
        return at + key[0] % self._spread if self._spread else at

    def _is_current(self, key: bytes, moment: int) -> bool:
        at = self._at.get(key)
        if at is None:
            return False
        return moment == self._claimed.get(key, self._late(key, at))

    def _shrink(self) -> None:
        """Let go of moments that were moved, once they outweigh those that stand."""
        if len(self._heap) > 2 * len(self._at) + 1000:
            self._heap = [
                (self._claimed.get(key, self._late(key, at)), key) for key, at in self._at.items()
            ]
            heapq.heapify(self._heap)


def waiting_within(path: Path, now: datetime, seconds: int) -> int:
    """How many people have something due within so many seconds, by somebody else's file."""
    until = now.timestamp() + seconds
    return sum(_MOMENT.unpack(value)[0] <= until for value in peek(path, SIZE).values())


def _seconds(due: str) -> int:
    return int(datetime.fromisoformat(due).timestamp())
