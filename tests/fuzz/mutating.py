"""Mutating: samples become inputs that are almost what a parser expects."""

from collections.abc import Callable, Sequence
from random import Random

Step = Callable[[bytearray, Random, Sequence[bytes]], bytearray]

MOST_STEPS = 6
LARGEST = 60_000
"""Bytes of an input at most: time in proportion to size is for tests/nasty.py to try."""

TOKENS = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r\n", b"\n", b"\t", b" ", b"\x1a", b"\x85"),
    *(b"<", b">", b"</", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE", b"&", b"&#0;"),
    *(b"&#xD800;", b"&lt;", b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"{", b"}", b"[", b"]"),
    *(b",", b";", b":", b"=", b"(", b")", b"%00", b"%", b"--", b"-1", b"0", b"1e999", b"NaN"),
    *(b"9" * 400, b"99999999999", b"4294967296", b"2147483648", b"1970-01-01", b"9999-12-31"),
    *(b"0000-00-00", b"2024-02-30T25:61:61Z", b"null", b"true", b"a" * 300, b"http://", b"//"),
    *(
        "“".encode(),
        "”".encode(),
        "\u202e".encode(),
        "\u200b".encode(),
        "е".encode(),
        b"\xed\xa0\x80",
    ),
    *(b"charset=", b"utf-7", b"base64", b"Content-Length: ", b"Content-Type: ", b"gzip", b"obj"),
    *(b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"From ", b"stream\n"),
)


def mutated(samples: Sequence[bytes], dice: Random) -> bytes:
    """Give an input made of one of the samples by some steps; sometimes of nothing at all."""
    if dice.random() < 0.01:
        return dice.randbytes(dice.randrange(400))
    data = bytearray(dice.choice(samples))
    for _ in range(dice.randint(1, MOST_STEPS)):
        data = dice.choice(STEPS)(data, dice, samples)[:LARGEST]
    return bytes(data)


def _run(data: bytearray, dice: Random) -> tuple[int, int]:
    """Choose a run of bytes, short ones more often."""
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + int(dice.expovariate(1 / 24)))


def _flip(data: bytearray, dice: Random, _: Sequence[bytes]) -> bytearray:
    for _number in range(dice.randint(1, 8)):
        if data:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def _put(data: bytearray, dice: Random, _: Sequence[bytes]) -> bytearray:
    start, end = _run(data, dice)
    data[start : end if dice.random() < 0.3 else start] = dice.choice(TOKENS)
    return data


def _drop(data: bytearray, dice: Random, _: Sequence[bytes]) -> bytearray:
    start, end = _run(data, dice)
    del data[start:end]
    return data


def _cut(data: bytearray, dice: Random, _: Sequence[bytes]) -> bytearray:
    return data[: dice.randrange(len(data) + 1)] if dice.random() < 0.2 else data


def _repeat(data: bytearray, dice: Random, _: Sequence[bytes]) -> bytearray:
    start, end = _run(data, dice)
    times = dice.choice((1, 2, 3, 10, 100)) if dice.random() < 0.97 else 1000
    data[start:start] = data[start:end] * times
    return data


def _move(data: bytearray, dice: Random, _: Sequence[bytes]) -> bytearray:
    start, end = _run(data, dice)
    run = data[start:end]
    del data[start:end]
    place = dice.randrange(len(data) + 1)
    data[place:place] = run
    return data


def _splice(data: bytearray, dice: Random, samples: Sequence[bytes]) -> bytearray:
    other = dice.choice(samples)
    start, place = dice.randrange(len(other) + 1), dice.randrange(len(data) + 1)
    return data[:place] + other[start : start + dice.choice((40, 400, 4000))] + data[place:]


STEPS: tuple[Step, ...] = (_flip, _flip, _put, _put, _put, _drop, _cut, _repeat, _move, _splice)
