# SPDX-License-Identifier: MulanPSL-2.0
"""A stream sealed in chunks gives back what went in, or refuses: no chunk can be changed, cut off, doubled or moved."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.kernel import chunked_seal
from fadu.kernel.chunked_seal import PREFIX, TAG, OpeningReader, SealBrokenError, SealingWriter

KEY, HEADER, SMALL = bytes(range(32)), b"header", 16


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunked_seal, "CHUNK", SMALL)


def sealed(*pieces: bytes) -> bytes:
    target = io.BytesIO()
    writer = SealingWriter(target, KEY, HEADER)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY, header: bytes = HEADER) -> bytes:
    return OpeningReader(io.BytesIO(data), key, header).read()


def chunks(data: bytes) -> list[bytes]:
    size, body = SMALL + TAG, data[PREFIX:]
    return [body[place : place + size] for place in range(0, len(body), size)]


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_what_went_in_comes_out_however_it_was_cut(pieces: list[bytes]) -> None:
    chunked_seal.CHUNK = SMALL

    assert opened(sealed(*pieces)) == b"".join(pieces)


@given(st.integers(min_value=1, max_value=40))
def test_it_is_read_in_any_steps(step: int) -> None:
    chunked_seal.CHUNK = SMALL
    reader = OpeningReader(io.BytesIO(sealed(bytes(100))), KEY, HEADER)
    pieces = []
    while some := reader.read(step):
        pieces.append(some)

    assert b"".join(pieces) == bytes(100)


@pytest.mark.parametrize("place", range(PREFIX + 3 * (SMALL + TAG)))
def test_every_changed_byte_is_refused(place: int) -> None:
    data = bytearray(sealed(bytes(3 * SMALL)))
    data[place] ^= 1

    with pytest.raises(SealBrokenError):
        opened(bytes(data))


@pytest.mark.parametrize("length", range(PREFIX + 3 * (SMALL + TAG)))
def test_every_cut_is_refused(length: int) -> None:
    with pytest.raises(SealBrokenError):
        opened(sealed(bytes(3 * SMALL))[:length])


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 0, 1, 2), (0, 2), (0, 1, 2, 2), (2,), (0, 1)])
def test_chunks_moved_doubled_or_dropped_are_refused(order: tuple[int, ...]) -> None:
    data = sealed(b"a" * SMALL, b"b" * SMALL, b"c" * SMALL)
    pieces = chunks(data)

    with pytest.raises(SealBrokenError):
        opened(data[:PREFIX] + b"".join(pieces[place] for place in order))


def test_a_tail_that_was_added_is_refused() -> None:
    with pytest.raises(SealBrokenError):
        opened(sealed(bytes(SMALL)) + bytes(5))


@pytest.mark.parametrize(("key", "header"), [(bytes(32), HEADER), (KEY, b"another")])
def test_another_key_or_header_is_refused(key: bytes, header: bytes) -> None:
    with pytest.raises(SealBrokenError):
        opened(sealed(b"text"), key, header)


def test_a_stream_that_was_never_finished_is_refused() -> None:
    target = io.BytesIO()
    SealingWriter(target, KEY, HEADER).write(bytes(5 * SMALL))

    with pytest.raises(SealBrokenError):
        opened(target.getvalue())


def test_two_streams_of_the_same_text_differ() -> None:
    assert sealed(b"text") != sealed(b"text")
