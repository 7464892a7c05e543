# SPDX-License-Identifier: MulanPSL-2.0
"""Checking an exported proof: what must be there, never only what the file offers.

One stream, from its first entry without a gap: each entry's hash is worked out from the one before, so that nothing between
can be left out; each has its way to the tree; the head is signed by a sound key, and by the one the checker was given.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fadu.kernel import signatures
from fadu.ledger import stored_tree
from fadu.ledger.heads import from_json
from fadu.ledger.merkle import leaf_of, verify_consistency, verify_inclusion
from fadu.ledger.problems import Problem
from fadu.ledger.proof_shape import shaped
from fadu.ledger.rules import GENESIS, MAIN, PARTS, commitment_of, entry_hash, part_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.ledger.heads import Head
    from fadu.ledger.key_checks import KeyRegister


def problems_of(proof: Any, *, key: str = "", register: KeyRegister | None = None) -> list[Problem]:
    """What is wrong with a proof; nothing where it holds.

    The head must be signed by ``key`` (or the key with that fingerprint), or by one of a register. Raises BadInputError for what
    has not the shape of a proof.
    """
    given = shaped(proof)
    return [*_entries(given), *_head(from_json(given["head"]), key.lower(), register)]


def apart(proof: Mapping[str, Any], kept: Head) -> Iterator[Problem]:
    """What is wrong with a proof's head beside one kept elsewhere: of two sizes only this database shows that one continues the other."""
    where, head = f"大小{kept.size}的账本根", from_json(proof["head"])
    low, high = sorted((kept, head), key=lambda one: one.size)
    if not kept.is_signed():
        yield Problem(code="signature", where=where, message="另处保存的账本根签名不对。")
        return
    try:
        steps = stored_tree.consistency(low.size, high.size) if low.size < high.size else []
    except (IndexError, stored_tree.TreeDamagedError):
        message = "与证明的账本根大小不同，本库的账本树不能说明两者相承：请出具同一账本根的证明。"
        yield Problem(code="head_apart", where=where, message=message)
        return
    if not verify_consistency(low.size, high.size, bytes.fromhex(low.root), bytes.fromhex(high.root), steps):
        yield Problem(code="history_changed", where=where, message="与证明的账本根不相承：历史被改写。")


def _entries(given: Mapping[str, Any]) -> Iterator[Problem]:
    """Each entry is hashed on top of the one before, and must stand in the tree."""
    head, root, previous = given["head"], bytes.fromhex(given["head"]["root"]), GENESIS
    for seq, entry in enumerate(given["entries"], start=1):
        where, parts = f"{given['stream']} 第{seq}项", entry["parts"]
        previous = entry_hash(
            stream=given["stream"],
            seq=seq,
            day=entry["day"],
            previous=previous,
            commitment=commitment_of({part: _digest(part, parts[part]) for part in PARTS}),
        )
        path = [bytes.fromhex(step) for step in entry["path"]]
        if not verify_inclusion(leaf_of(previous), entry["index"], head["size"], path, root):
            yield Problem(
                code="not_in_tree",
                where=where,
                message="不在账本树中：这一项或者它以前的内容被改动、删去或者调换。",
            )
        if "text" in parts[MAIN] and not _is_dated(parts[MAIN]["text"], entry["day"]):
            yield Problem(code="day_differs", where=where, message="正文的时间与记录日不符，或者正文不可读。")


def _digest(part: str, value: Mapping[str, str]) -> str:
    return value["digest"] if "digest" in value else part_digest(part, value["salt"], value["text"])


def _is_dated(text: str, day: str) -> bool:
    try:
        content = json.loads(text)
        return bool(content["at"][:10] == day)
    except (ValueError, LookupError, TypeError, RecursionError):
        return False


def _head(head: Head, key: str, register: KeyRegister | None) -> Iterator[Problem]:
    where, public = f"大小{head.size}的账本根", bytes.fromhex(head.key)
    if not signatures.algorithm(head.key_algorithm).is_sound(public):
        yield Problem(
            code="key_unsound", where=where, message="账本根的公钥不可用：用这样的公钥，人人都能签名。"
        )
    elif not head.is_signed():
        yield Problem(code="signature", where=where, message="账本根的签名不对。")
    if key and key not in (head.key, head.fingerprint):
        yield Problem(code="key_unknown", where=where, message="账本根不是所给公钥签的。")
    elif not key and register is not None and (code := register.refused(head)) is not None:
        message = "账本根不是本机关登记的公钥签的；核验别的机关的证明，用 --key 给出其公钥的指纹。"
        yield Problem(code=code, where=where, message=message)
