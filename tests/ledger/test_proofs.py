# SPDX-License-Identifier: MulanPSL-2.0
"""A proof is accepted for what it shows, by the product and by the stand-alone verifier alike, and no other is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from tests.ledger import proofs
from tests.ledger.proofs import STAND_ALONE, chain, genuine

from fadu.cli import ledger as command
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.ed25519 import is_sound_key
from fadu.ledger import heads, selectors, sequencing, services

Checker = Callable[[Any], bool]
both = pytest.mark.parametrize("accepts", [proofs.by_product, proofs.by_stand_alone])


@both
def test_a_genuine_proof_is_accepted(accepts: Checker) -> None:
    assert accepts(genuine())
    assert accepts(genuine(count=1, others=0))


@both
def test_a_forged_history_without_any_place_in_the_tree_is_refused(accepts: Checker) -> None:
    forged = {**genuine(), "chain": chain(7, _3='{"fine":1}'), "inclusion": []}

    assert not accepts(forged)


@both
def test_a_history_forged_after_its_first_entry_is_refused(accepts: Checker) -> None:
    proof = genuine()
    forged = {**proof, "chain": chain(7, _3='{"fine":1}'), "inclusion": proof["inclusion"][:1]}

    assert not accepts(forged)


@both
def test_each_entry_must_have_its_place_in_the_tree(accepts: Checker) -> None:
    proof = genuine()

    for left_out in range(7):
        ways = [way for place, way in enumerate(proof["inclusion"]) if place != left_out]
        assert not accepts({**proof, "inclusion": ways})


@both
def test_an_empty_chain_proves_nothing(accepts: Checker) -> None:
    assert not accepts({**genuine(), "chain": [], "inclusion": []})


@both
def test_a_chain_that_does_not_begin_at_its_first_entry_is_refused(accepts: Checker) -> None:
    proof = genuine()

    assert not accepts({**proof, "chain": proof["chain"][1:], "inclusion": proof["inclusion"][1:]})


@both
def test_entries_of_two_streams_are_no_history(accepts: Checker) -> None:
    first, second = genuine(), genuine()
    second["chain"] = [*first["chain"][:6], {**first["chain"][6], "stream": "case:另一件"}]

    assert not accepts(second)


@both
@pytest.mark.parametrize("body", [None, 1, [], {}, True])
def test_a_body_of_another_type_is_refused_in_a_sentence(accepts: Checker, body: Any) -> None:
    proof = genuine()
    proof["chain"][2]["body"] = body

    assert not accepts(proof)


@both
@pytest.mark.parametrize("size", [0, -1, True, "14", 14.0, 10**400])
def test_an_odd_size_is_refused(accepts: Checker, size: Any) -> None:
    proof = genuine()
    proof["head"]["size"] = size

    assert not accepts(proof)


#: the eight points of small order, and some second spellings of them
UNSOUND = [
    "01" + 31 * "00",
    "ec" + 30 * "ff" + "7f",
    32 * "00",
    31 * "00" + "80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "01" + 30 * "00" + "80",
    "ee" + 30 * "ff" + "7f",
    "ee" + 30 * "ff" + "ff",
    "ed" + 30 * "ff" + "7f",
    "ed" + 30 * "ff" + "ff",
    "ec" + 30 * "ff" + "ff",
]


@both
@pytest.mark.parametrize("key", UNSOUND)
def test_a_key_under_which_anybody_can_sign_is_refused(accepts: Checker, key: str) -> None:
    proof = genuine()
    proof["head"].update(key=key, signature="01" + 63 * "00")

    assert not is_sound_key(bytes.fromhex(key))
    assert not accepts(proof)


def test_the_verifiers_signature_check_agrees_with_the_library() -> None:
    proof = genuine()
    head = proof["head"]
    message = heads.from_json(head).text.encode()
    key, signature = bytes.fromhex(head["key"]), bytes.fromhex(head["signature"])

    assert STAND_ALONE.is_signed(key, message, signature)
    assert STAND_ALONE.head_text(head).encode() == message
    assert heads.from_json(head).is_signed()
    assert not STAND_ALONE.is_signed(key, message + b"!", signature)


def test_the_stand_alone_verifier_uses_nothing_but_the_standard_library() -> None:
    text = (proofs.ROOT / "verifiers" / "verify_ledger.py").read_text(encoding="utf-8")

    imported = {line.split()[1] for line in text.splitlines() if line.startswith("import ")}
    assert imported == {"base64", "hashlib", "json", "sys"}
    assert not any(line.startswith("from ") for line in text.splitlines())


def kept(tmp_path: Path, proof: Any) -> str:
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_the_verifier_says_with_the_key_that_the_proof_holds_and_how_far(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = genuine()

    assert STAND_ALONE.main([kept(tmp_path, proof), "--key", proof["head"]["key"]]) == 0
    said = capsys.readouterr().out
    assert "第1项至第7项一项不缺；其后可能还有记录" in said
    assert "later entries are possible" in said


def test_the_verifier_says_without_a_key_that_it_was_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert STAND_ALONE.main([kept(tmp_path, genuine())]) == 3
    assert "key not checked" in capsys.readouterr().out


def test_the_verifier_refuses_another_key_and_another_head(tmp_path: Path) -> None:
    proof = genuine()
    head = tmp_path / "head.json"
    head.write_text(json.dumps({**proof["head"], "root": "0" * 64}), encoding="utf-8")

    assert STAND_ALONE.main([kept(tmp_path, proof), "--key", "0" * 64]) == 1
    assert STAND_ALONE.main([kept(tmp_path, proof), "--head", str(head)]) == 1


UNREADABLE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"format": "fadu proof/1", "format": "fadu proof/1"}',
    b'{"head": NaN}',
    b"9" * 5000,
]


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_is_no_proof_gets_a_sentence_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "proof.json"
    path.write_bytes(content)

    assert STAND_ALONE.main([str(path)]) == 2
    assert command.run(SimpleNamespace(what="verify", file=path, head=None, json=False)) == 2  # type: ignore[arg-type]
    assert capsys.readouterr().out.count("\n") == 2


@pytest.mark.parametrize("seed", range(5))
@both
def test_no_spoiled_proof_is_accepted(accepts: Checker, seed: int) -> None:
    random, proof = Random(seed), genuine()

    accepted = [
        made for _ in range(200) if (made := proofs.spoiled(random, proof)) != proof and accepts(made)
    ]

    assert accepted == []


@pytest.mark.parametrize(
    ("read", "accepts"),
    [(proofs.read_by_product, proofs.by_product), (proofs.read_by_stand_alone, proofs.by_stand_alone)],
)
def test_no_torn_file_is_accepted(read: Callable[[bytes], Any], accepts: Checker) -> None:
    random, proof = Random(2022), genuine()
    content = json.dumps(proof, ensure_ascii=False, separators=(",", ":")).encode()

    accepted = [
        made for _ in range(500) if (made := read(proofs.torn(random, content))) != proof and accepts(made)
    ]

    assert accepted == []


@pytest.mark.django_db
def test_what_the_ledger_exports_is_accepted_up_to_its_head(tmp_path: Path, settings: Any) -> None:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path, ""
    at = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
    for number in range(3):
        services.append(stream="case:甲", kind="act", body={"seq": number}, at=at)
        services.append(stream="case:乙", kind="act", body={"seq": number}, at=at)
    sequencing.sequence()
    services.append(stream="case:甲", kind="act", body={"seq": 4}, at=at)

    proof = selectors.prove("case:甲")

    assert [entry["seq"] for entry in proof["chain"]] == [1, 2, 3]
    assert proofs.by_product(proof)
    assert proofs.by_stand_alone(proof)
