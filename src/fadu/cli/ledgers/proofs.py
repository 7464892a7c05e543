# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger prove` and `fadu ledger verify FILE`: a proof written for outsiders, and one checked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from fadu.ledger.key_checks import KeyRegister
    from fadu.ledger.problems import Problem

#: no run of numbers is longer
LONGEST = 100_000


def prove(options: argparse.Namespace) -> int:
    """Place and sign what waits, then write the proof."""
    from fadu.cases.reading.showing import is_for_parties
    from fadu.ledger import proving, sequencing

    seqs = numbers(options.acts)
    sequencing.sequence()
    stream = options.case if ":" in options.case else f"case:{options.case}"
    may_open = is_for_parties if options.reader == "party" else None
    content = proving.written(proving.prove(stream, seqs, may_open=may_open))
    if not options.output:
        print(content.decode(), end="")
        return 0
    options.output.write_bytes(content)
    print(f"已写入 {options.output}。用 verifiers/verify_ledger.py 核验，不需要本系统。")
    return 0


def numbers(text: str) -> frozenset[int]:
    """The numbers a list names; none for an empty one. Raises BadInputError.

    >>> sorted(numbers("3,5-7"))
    [3, 5, 6, 7]
    """
    listed: set[int] = set()
    for word in filter(None, text.replace(" ", "").split(",")):
        first, dash, last = word.partition("-")
        if not (first.isdecimal() and (last.isdecimal() or not dash)) or int(first) > int(last or first):
            raise BadInputError(expected="序号，如 3,5-7", got=word, where="--acts", remedy="改正序号")
        listed.update(range(int(first), min(int(last or first), int(first) + LONGEST) + 1))
    return frozenset(listed)


def verify(options: argparse.Namespace) -> int:
    """0 proved, 1 refused, 2 unreadable, 3 consistent in itself where there is no key to check it against."""
    from fadu.cli.ledgers import heads
    from fadu.ledger import proof_file, proof_shape
    from fadu.storage.faults import explained

    try:
        proof = proof_shape.shaped(proof_shape.read(options.file.read_bytes()))
        register, doubts = (None, []) if options.key else _register()
        problems = doubts + proof_file.problems_of(proof, key=options.key, register=register)
        for kept in heads.kept(options.head) if options.head else ():
            problems += proof_file.apart(proof, kept)
    except BadInputError as error:
        return _unreadable(options, error.message)
    except OSError as error:
        return _unreadable(options, explained(error) or f"读不了 {options.file}。")
    is_checked = bool(options.key) or register is not None
    if options.json:
        print(json.dumps([_row(p.where, p.code, p.message) for p in problems], ensure_ascii=False))
    else:
        lines = [f"{p.where}：{p.message}（{p.code}）" for p in problems]
        print("\n".join(lines or [_holds(proof, is_checked=is_checked)]))
    return 1 if problems else 0 if is_checked else 3


#: what is wrong with the keys of this home that makes them no measure of a proof
DOUBTFUL = frozenset({"key_unproved", "key_foreign", "keys_unreadable", "keys_unpinned"})


def _register() -> tuple[KeyRegister | None, list[Problem]]:
    """The keys of this home, and why a proof cannot be judged by them; none where there is no home or no head yet."""
    from django.db import DatabaseError

    from fadu.ledger import key_checks

    try:
        register, problems = key_checks.read()
    except DatabaseError:
        return None, []
    return register, [problem for problem in problems if problem.code in DOUBTFUL]


def _row(where: str, finding: str, message: str) -> dict[str, str]:
    return {"table": "proof", "row": where, "column": "", "finding": finding, "message": message}


def _unreadable(options: argparse.Namespace, message: str) -> int:
    print(json.dumps([_row("", "unreadable", message)], ensure_ascii=False) if options.json else message)
    return 2


def _holds(proof: Mapping[str, Any], *, is_checked: bool) -> str:
    return (
        f"{'证明成立' if is_checked else '自身相符，没有公钥可以核对'}：至大小为{proof['head']['size']}的账本根为止，"
        f"“{proof['stream']}”的第1项至第{len(proof['entries'])}项一项不缺；其后可能还有记录。"
    )
