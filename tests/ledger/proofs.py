# SPDX-License-Identifier: MulanPSL-2.0
"""A genuine proof without a database, the two checkers that read it, and ways to spoil it."""

from __future__ import annotations

import copy
import importlib.util
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.ledger import plain_tree

from fadu.kernel.errors import BadInputError
from fadu.ledger import proof_file, proof_shape
from fadu.ledger.heads import Head
from fadu.ledger.merkle import leaf_hash
from fadu.ledger.rules import (
    ALGORITHM,
    FORMAT,
    GENESIS,
    MAIN,
    SEALED,
    SECONDARY,
    commitment_of,
    entry_hash,
    part_digest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

ROOT = Path(__file__).resolve().parents[2]
STREAM = "case:清市监罚〔2022〕1号"
AT = "2022-03-01T09:00:00+08:00"


def verifier() -> Any:
    """The stand-alone verifier, as a module."""
    spec = importlib.util.spec_from_file_location("verify_ledger", ROOT / "verifiers" / "verify_ledger.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STAND_ALONE = verifier()
#: plain Python needs a millisecond for a signature; most spoiled proofs have one that was checked before
STAND_ALONE.is_signed = cache(STAND_ALONE.is_signed)


def header(stream: str, seq: int, previous: str, text: str) -> tuple[dict[str, Any], str]:
    """An entry of a proof whose main part is opened, and its hash."""
    salt = f"{seq:032x}"
    closed = {part: part_digest(part, salt, "") for part in (SECONDARY, SEALED)}
    made = entry_hash(
        stream=stream,
        seq=seq,
        day=AT[:10],
        previous=previous,
        commitment=commitment_of({MAIN: part_digest(MAIN, salt, text), **closed}),
    )
    parts = {MAIN: {"salt": salt, "text": text}, **{part: {"digest": one} for part, one in closed.items()}}
    return {"algorithm": ALGORITHM, "day": AT[:10], "format": FORMAT, "parts": parts}, made


def text_of(seq: int) -> str:
    return json.dumps(
        {"at": AT, "body": {"fine": 100 * seq, "seq": seq}, "kind": "act"}, separators=(",", ":")
    )


def chain(
    count: int, stream: str = STREAM, forged: Mapping[int, str] | None = None
) -> list[tuple[dict[str, Any], str]]:
    """The entries of a stream with their hashes, all right; ``forged`` gives other texts by number."""
    previous, made = GENESIS, []
    for seq in range(1, count + 1):
        entry, previous = header(stream, seq, previous, (forged or {}).get(seq, text_of(seq)))
        made.append((entry, previous))
    return made


def signed(*, size: int, root: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    public = key.public_key().public_bytes_raw().hex()
    head = Head(
        origin="fadu/0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a", size=size, root=root, signed_at=AT, key=public
    )
    return replace(head, signature=key.sign(head.text.encode()).hex()).as_json()


def genuine(count: int = 7, others: int = 6) -> dict[str, Any]:
    """A proof as `fadu ledger prove` writes it: entries of one case among those of another, every second one kept closed."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    own, foreign = chain(count), chain(others, "case:另一件")
    order = [made for pair in zip(foreign, own, strict=False) for _, made in pair]
    order += [made for _, made in own[others:]]
    leaves = [leaf_hash(bytes.fromhex(made)) for made in order]
    entries = []
    for seq, (entry, made) in enumerate(own, start=1):
        place = order.index(made)
        path = [step.hex() for step in plain_tree.inclusion(place, leaves)]
        entries.append({**(entry if seq % 2 else closed(entry)), "index": place, "path": path})
    root = plain_tree.root(leaves).hex()
    return {
        "format": "fadu proof/2",
        "stream": STREAM,
        "head": signed(size=len(order), root=root, key=key),
        "entries": entries,
    }


def closed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with its main part kept closed."""
    main = entry["parts"][MAIN]
    digest = part_digest(MAIN, main["salt"], main["text"])
    return {**entry, "parts": {**entry["parts"], MAIN: {"digest": digest}}}


def by_product(proof: Any) -> bool:
    """Whether the product's own checker accepts a proof; anything but a sentence is a fault of the checker."""
    try:
        return not proof_file.problems_of(proof)
    except BadInputError:
        return False


def by_stand_alone(proof: Any) -> bool:
    """Whether the stand-alone verifier accepts a proof."""
    try:
        return not STAND_ALONE.problems_of(proof)
    except STAND_ALONE.UnreadableError:
        return False


def read_by_product(content: bytes) -> Any:
    try:
        return proof_shape.read(content)
    except BadInputError:
        return None


def read_by_stand_alone(content: bytes) -> Any:
    try:
        return STAND_ALONE.read(content)
    except STAND_ALONE.UnreadableError:
        return None


ODD = (
    None,
    True,
    False,
    0,
    1,
    -1,
    2**64,
    10**400,
    1.5,
    "",
    "0",
    "g" * 64,
    "\ud800",
    "\0",
    [],
    [[]],
    {},
    {"": None},
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in _places(item, (*path, key)))]


def _odd(random: Random, holder: Any, key: Any) -> None:
    holder[key] = copy.deepcopy(random.choice(ODD))


def _drop(_: Random, holder: Any, key: Any) -> None:
    del holder[key]


def _double(_: Random, holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    else:
        holder[f"{key}_"] = copy.deepcopy(holder[key])


def _swap(random: Random, holder: Any, key: Any) -> None:
    other = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    holder[key], holder[other] = holder[other], holder[key]


def _nudge(random: Random, holder: Any, key: Any) -> None:
    value = holder[key]
    if isinstance(value, str) and value:
        place = random.randrange(len(value))
        letter = random.choice('0123456789abcdefA{}",:法\n')
        cut = random.randrange(2)
        holder[key] = value[:place] + letter + value[place + cut :]
    elif isinstance(value, int):
        holder[key] = value + random.choice((-2, -1, 1, 2, 2**40))
    elif isinstance(value, list):
        holder[key] = random.choice((value[:-1], value[1:], value[::-1], value + value))
    else:
        _odd(random, holder, key)


WAYS = (_odd, _drop, _double, _swap, _nudge, _nudge, _nudge)


def spoiled(random: Random, proof: Any) -> Any:
    """A proof with one to three of its values changed, dropped, doubled or exchanged."""
    made = copy.deepcopy(proof)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        *way, key = random.choice(_places(made)[1:])
        holder = made
        for step in way:
            holder = holder[step]
        random.choice(WAYS)(random, holder, key)
        if not isinstance(made, dict) or len(_places(made)) < 2:
            break
    return made


def torn(random: Random, content: bytes) -> bytes:
    """The bytes of a proof with some of them changed, dropped or doubled."""
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5))):
        place = random.randrange(len(made))
        length = random.choice((1, 1, 1, 8, 64))
        made[place : place + random.choice((0, length))] = random.choice(
            (random.randbytes(1), b"", made[place : place + length] * 2)
        )
    return bytes(made)
