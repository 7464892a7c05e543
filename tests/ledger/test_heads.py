# SPDX-License-Identifier: MulanPSL-2.0
"""A head is a C2SP checkpoint that others can read and cosign; whatever is no head is told by its line."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import fields, replace
from random import Random

import pytest

from fadu.kernel import digests, signatures
from fadu.kernel.errors import BadInputError
from fadu.ledger import head_file
from fadu.ledger.head_file import Unreadable
from fadu.ledger.heads import Head, from_json

PRIVATE = bytes(range(32))
ORIGIN = "fadu/00112233445566778899aabbccddeeff"


def signed(size: int = 4711, *, origin: str = ORIGIN, private: bytes = PRIVATE) -> Head:
    algorithm = signatures.algorithm()
    head = Head(
        origin=origin,
        size=size,
        root=digests.of(str(size).encode()),
        signed_at="2022-03-01T09:00:00+08:00",
        key=algorithm.public(private).hex(),
    )
    return replace(head, signature=algorithm.sign(private, head.text.encode()).hex())


def only(text: str) -> Head:
    (head,) = head_file.read_whole(text)
    assert isinstance(head, Head)
    return head


def test_the_text_is_a_checkpoint_with_time_hash_and_key_in_lines_of_their_own() -> None:
    head = signed()
    origin, size, root, time, hashed, key, *rest = head.text.split("\n")

    assert (origin, size) == (ORIGIN, "4711")
    assert b64decode(root).hex() == head.root
    assert (time, hashed) == ("time 2022-03-01T09:00:00+08:00", "hash sha256")
    assert key == f"key ed25519 {b64encode(bytes.fromhex(head.key)).decode()}"
    assert rest == [""]


def test_the_signature_line_is_that_of_a_signed_note() -> None:
    """c2sp.org/signed-note: em dash, name, and base64 of the key's id (name, line feed, type 1, key) and the signature."""
    head = signed()
    text, _, line = head.note.partition("\n\n")
    dash, name, coded = line.rstrip("\n").split(" ")
    data = b64decode(coded)
    public = bytes.fromhex(head.key)

    assert text + "\n" == head.text
    assert (dash, name) == ("\u2014", ORIGIN)
    assert data[:4] == digests.digest(ORIGIN.encode() + b"\n\x01" + public)[:4]
    assert signatures.algorithm().is_signed(public, head.text.encode(), data[4:])


def test_a_note_and_its_json_read_back_as_the_same_head() -> None:
    head = signed()

    assert only(head.note) == head
    assert only(json.dumps(head.as_json())) == head
    assert only(json.dumps(head.as_json(), indent=1)) == head
    assert head.is_signed()


def test_lines_of_other_witnesses_are_passed_over() -> None:
    head = signed()
    cosigned = head.note + f"\u2014 witness.example/w1 {b64encode(bytes(76)).decode()}\n"

    assert only(cosigned) == head


def test_a_file_of_many_notes_is_read_whole_and_a_torn_end_is_told_by_its_line() -> None:
    first, second = signed(3), signed(9)
    text = f"{first.note}\n{second.note}\n{signed(12).note[:90]}"

    assert list(head_file.read(text.split("\n"))) == [
        first,
        second,
        Unreadable(line=19, why="没有完整的文本和签名行"),
    ]


def test_heads_of_format_1_are_read_and_their_signature_is_checked() -> None:
    message = f"fadu tree head/1\n3\n{'ab' * 32}\n2022-03-01T01:00:00+00:00\n"
    algorithm = signatures.algorithm()
    line = {
        "size": 3,
        "root": "ab" * 32,
        "signed_at": "2022-03-01T01:00:00+00:00",
        "key": algorithm.public(PRIVATE).hex(),
        "signature": algorithm.sign(PRIVATE, message.encode()).hex(),
    }

    assert only(json.dumps(line)).is_signed()
    assert not only(json.dumps({**line, "size": 4})).is_signed()


@pytest.mark.parametrize("name", [field.name for field in fields(Head)])
def test_a_change_of_any_field_breaks_the_signature(name: str) -> None:
    head = signed()
    other = {
        "origin": f"{ORIGIN}0",
        "size": 4712,
        "root": "0" * 64,
        "signed_at": "2022-03-01T09:00:01+08:00",
        "hash_algorithm": "sm3",
        "key_algorithm": "sm2",
        "key": signed(private=bytes(32)).key,
        "signature": "0" * 128,
    }

    assert not replace(head, **{name: other[name]}).is_signed()


@pytest.mark.parametrize(
    "change",
    [
        {"size": -1},
        {"size": True},
        {"size": 2**63},
        {"size": "3"},
        {"root": "AB" * 32},
        {"root": None},
        {"origin": "两 行"},
        {"origin": "a+b"},
        {"signed_at": "昨天"},
        {"signature": "0"},
        {"key": ""},
    ],
)
def test_what_is_no_head_is_refused_with_a_sentence(change: dict[str, object]) -> None:
    with pytest.raises(BadInputError, match="账本根"):
        from_json({**signed().as_json(), **change})


def test_three_thousand_torn_notes_end_in_no_traceback_and_none_is_signed_anew() -> None:
    random, note = Random(20220301), signed().note.encode()
    accepted = set()
    for _ in range(3000):
        torn = bytearray(note)
        for _ in range(random.choice((1, 1, 2, 6))):
            place = random.randrange(len(torn))
            torn[place : place + random.choice((0, 1, 8))] = random.choice((b"", random.randbytes(1), b"\n"))
        text = bytes(torn).decode("utf-8", "replace")
        accepted |= {one for one in head_file.read_whole(text) if isinstance(one, Head) and one.is_signed()}

    assert accepted <= {signed()}
