"""The bytes of a record's file: a header and two slots that are written in turn.

A slot is overwritten only while the other one holds the newest state, so that whatever
interrupts a write, one whole state is left. The acknowledgement has a place of its own in
the header's block, apart from both.

    0      "room-for-us record VERSION CAPACITY" and a line end
    512    acknowledgement
    4096   slot: head, payload, zeros up to the capacity
    4096 + capacity   the other slot
"""

import re
import struct
from typing import NamedTuple
from zlib import crc32

FORMAT = 1
BLOCK = 4096
ACK_AT = 512

_MAGIC = b"RfU1"
_HEAD = struct.Struct("<4sIQI")
_SUM = struct.Struct("<I")
_HEAD_SIZE = _HEAD.size + _SUM.size
_ACK = struct.Struct("<QQB200s")
_LINE = re.compile(rb"room-for-us record (\d{1,6}) (\d{1,9})\n")
_ASKED_MOST = 200

ACK_SIZE = _ACK.size + _SUM.size
PLAIN, ESCAPED = 0, 1


class Unreadable(ValueError):  # noqa: N818
    """A file that holds no state that can be read; its text is the reason."""


class Ack(NamedTuple):
    """What has reached a person: replies up to `serial`, and the question that stands.

    `asked` is the channel's name of the message, told with the reply `asked_serial`.
    """

    serial: int = 0
    asked_serial: int = 0
    asked: str = ""

    def joined(self, serial: int, asked: str | None) -> "Ack":
        """The acknowledgement after replies up to `serial` have arrived as well."""
        top = max(self.serial, serial)
        if asked is None or serial < self.asked_serial:
            return self._replace(serial=top)
        return Ack(top, serial, asked)


class Slot(NamedTuple):
    """One whole state: its place in the file (0 or 1), its number, and its payload."""

    place: int
    mark: int
    coding: int
    payload: bytes


def capacity_for(payload: int) -> int:
    """The size in bytes of a slot that takes a payload of so many bytes."""
    capacity = BLOCK
    while capacity < payload + _HEAD_SIZE:
        capacity *= 2
    return capacity


def slot_at(place: int, capacity: int) -> int:
    """Where a slot begins in the file."""
    return BLOCK + place * capacity


def pack_slot(slot: Slot, capacity: int) -> bytes:
    """A slot as bytes, filled up with zeros so that nothing older shows behind it."""
    head = _HEAD.pack(_MAGIC, slot.coding, slot.mark, len(slot.payload))
    total = _SUM.pack(crc32(slot.payload, crc32(head)))
    return (head + total + slot.payload).ljust(capacity, b"\0")


def pack_file(slot: Slot, capacity: int, ack: Ack) -> bytes:
    """A whole file with one slot filled."""
    line = b"room-for-us record %d %d\n" % (FORMAT, capacity)
    block = (line.ljust(ACK_AT, b"\0") + pack_ack(ack)).ljust(BLOCK, b"\0")
    slots = [bytes(capacity), bytes(capacity)]
    slots[slot.place] = pack_slot(slot, capacity)
    return block + b"".join(slots)


def pack_ack(ack: Ack) -> bytes:
    """An acknowledgement as bytes of a fixed size; ValueError when `asked` is too long."""
    asked = ack.asked.encode("utf-8", "surrogatepass")
    if len(asked) > _ASKED_MOST:
        raise ValueError(f"the name of a message has more than {_ASKED_MOST} bytes")
    body = _ACK.pack(ack.serial, ack.asked_serial, len(asked), asked)
    return body + _SUM.pack(crc32(body))


def unpack_ack(raw: bytes) -> Ack:
    """The acknowledgement in these bytes; an empty one when they do not hold together."""
    if len(raw) < ACK_SIZE or _SUM.unpack_from(raw, _ACK.size)[0] != crc32(raw[: _ACK.size]):
        return Ack()
    serial, asked_serial, length, asked = _ACK.unpack_from(raw)
    return Ack(serial, asked_serial, asked[:length].decode("utf-8", "surrogatepass"))


def newest(raw: bytes) -> tuple[Slot, int]:
    """The newest whole state of a file and the capacity of its slots; raises Unreadable."""
    line = _LINE.match(raw)
    if line and int(line[1]) > FORMAT:
        raise Unreadable(f"written by a newer version, format {int(line[1])}")
    told = int(line[2]) if line else 0
    found = [
        (slot, capacity)
        for capacity in _capacities(len(raw), told)
        for place in (0, 1)
        if (slot := _unpack_slot(raw, place, capacity))
    ]
    if found:
        return max(found, key=lambda pair: pair[0].mark)
    if raw and not line:
        raise Unreadable("not a record of the coach")
    raise Unreadable("torn" if line and len(raw) >= slot_at(2, told) else "truncated")


def _capacities(size: int, told: int) -> list[int]:
    # The size of the file tells the capacity as the first line does, so that damage to either
    # one loses nothing.
    by_size = (size - BLOCK) // 2
    if told == by_size:
        return [told]
    whole = by_size > 0 and capacity_for(by_size - _HEAD_SIZE) == by_size
    return [by_size, told] if whole else [told]


def _unpack_slot(raw: bytes, place: int, capacity: int) -> Slot | None:
    at = slot_at(place, capacity)
    if capacity <= 0 or len(raw) < at + _HEAD_SIZE:
        return None
    magic, coding, mark, length = _HEAD.unpack_from(raw, at)
    payload = raw[at + _HEAD_SIZE : at + _HEAD_SIZE + length]
    if magic != _MAGIC or len(payload) != length or length > capacity - _HEAD_SIZE:
        return None
    head = raw[at : at + _HEAD.size]
    (total,) = _SUM.unpack_from(raw, at + _HEAD.size)
    return Slot(place, mark, coding, payload) if crc32(payload, crc32(head)) == total else None
