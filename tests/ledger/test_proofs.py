# SPDX-License-Identifier: MulanPSL-2.0
"""A proof is accepted for what it shows, by the product and by the stand-alone verifier alike, and no other is."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from tests.ledger import plain_tree, proofs
from tests.ledger.proofs import STAND_ALONE, chain, closed, genuine

from fadu.cli import ledger as command
from fadu.cli.ledgers.proofs import numbers
from fadu.kernel import signatures
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.ed25519 import is_sound_key
from fadu.kernel.errors import BadInputError
from fadu.ledger import emptying, heads, proving, selectors, sequencing, services
from fadu.ledger.merkle import leaf_hash

Checker = Callable[[Any], bool]
both = pytest.mark.parametrize("accepts", [proofs.by_product, proofs.by_stand_alone])


@both
def test_a_genuine_proof_is_accepted(accepts: Checker) -> None:
    assert accepts(genuine())
    assert accepts(genuine(count=1, others=0))


def forged(proof: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A proof whose third entry says something else, its hashes worked out anew."""
    text = json.dumps({"at": proofs.AT, "body": {"fine": 1}, "kind": "act"})
    entries = [
        {**made, "index": entry["index"], "path": entry["path"]}
        for entry, (made, _) in zip(proof["entries"], chain(7, forged={3: text}), strict=True)
    ]
    return {**proof, "entries": entries, **changed}


@both
def test_a_forged_history_is_refused(accepts: Checker) -> None:
    assert not accepts(forged(genuine()))


@both
def test_a_forged_history_without_any_place_in_the_tree_is_refused(accepts: Checker) -> None:
    proof = forged(genuine())
    bare = [{**entry, "path": []} for entry in proof["entries"]]

    assert not accepts({**proof, "entries": bare})
    assert not accepts({**proof, "entries": [{**entry, "index": 0} for entry in bare]})


@both
def test_a_history_forged_after_its_first_entry_is_refused(accepts: Checker) -> None:
    proof = genuine()

    assert not accepts({**proof, "entries": [proof["entries"][0], *forged(proof)["entries"][1:]]})


@both
def test_an_empty_history_proves_nothing(accepts: Checker) -> None:
    assert not accepts({**genuine(), "entries": []})


@both
def test_no_entry_can_be_left_out_doubled_or_moved(accepts: Checker) -> None:
    entries = genuine()["entries"]

    for place in range(6):  # without its last entry a proof is a shorter one, and says so
        assert not accepts({**genuine(), "entries": entries[:place] + entries[place + 1 :]})
        assert not accepts({**genuine(), "entries": [*entries[: place + 1], *entries[place:]]})
        swapped = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
        assert not accepts({**genuine(), "entries": swapped})


@both
def test_a_history_is_that_of_the_stream_it_names(accepts: Checker) -> None:
    assert not accepts({**genuine(), "stream": "case:另一件"})


@both
def test_who_holds_a_proof_may_keep_more_closed_and_nothing_else(accepts: Checker) -> None:
    proof = genuine()
    shut = [closed(entry) if "text" in entry["parts"]["main"] else entry for entry in proof["entries"]]
    without_a_word = {"digest": "0" * 64}
    wrong = [{**entry, "parts": {**entry["parts"], "main": without_a_word}} for entry in proof["entries"]]

    assert accepts({**proof, "entries": shut})
    assert not accepts({**proof, "entries": wrong})


@both
@pytest.mark.parametrize("part", ["secondary", "sealed"])
def test_only_the_main_part_is_ever_opened(accepts: Checker, part: str) -> None:
    proof = genuine()
    proof["entries"][0]["parts"][part] = {"salt": f"{1:032x}", "text": ""}

    assert not accepts(proof)


@both
@pytest.mark.parametrize("text", ["{}", "[]", "null", "x", "", "[" * 5000])
def test_an_opened_part_that_says_no_moment_is_refused(accepts: Checker, text: str) -> None:
    proof = genuine(count=1, others=0)
    entry, made = proofs.header(proofs.STREAM, 1, "0" * 64, text)
    leaf = proofs.leaf_hash(bytes.fromhex(made)).hex()
    key = proofs.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    proof["entries"] = [{**entry, "index": 0, "path": []}]
    proof["head"] = proofs.signed(size=1, root=leaf, key=key)

    assert not accepts(proof)


@both
@pytest.mark.parametrize("text", [None, 1, [], {}, True, "\ud800"])
def test_a_text_of_another_type_is_refused_in_a_sentence(accepts: Checker, text: Any) -> None:
    proof = genuine()
    proof["entries"][2]["parts"]["main"]["text"] = text

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
    assert STAND_ALONE.fingerprint(key) == signatures.fingerprint(key)


def test_the_stand_alone_verifier_uses_nothing_but_the_standard_library() -> None:
    text = (proofs.ROOT / "verifiers" / "verify_ledger.py").read_text(encoding="utf-8")

    imported = {line.split()[1] for line in text.splitlines() if line.startswith("import ")}
    assert imported == {"base64", "datetime", "hashlib", "json", "re", "sys"}
    assert not any(line.startswith("from ") for line in text.splitlines())


def test_the_stand_alone_verifier_is_written_for_old_pythons_too() -> None:
    text = (proofs.ROOT / "verifiers" / "verify_ledger.py").read_text(encoding="utf-8")

    assert ast.parse(text, feature_version=(3, 8)).body


def kept(tmp_path: Path, proof: Any) -> str:
    path = tmp_path / "proof.json"
    path.write_bytes(proving.written(proof))
    return str(path)


@pytest.mark.parametrize("given", ["key", "fingerprint"])
def test_the_verifier_says_with_the_key_that_the_proof_holds_and_how_far(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    proof = genuine()
    key = proof["head"]["key"]
    key = key if given == "key" else signatures.fingerprint(bytes.fromhex(key))

    assert STAND_ALONE.main([kept(tmp_path, proof), "--key", key]) == 0
    said = capsys.readouterr().out
    assert "第1项至第7项一项不缺；其后可能还有记录" in said
    assert "complete up to entry 7 as of head 13; later entries are possible" in said
    assert "第1项 2022-03-01T09:00:00+08:00 act" in said
    assert "第2项 2022-03-01 （未开启" in said


def test_the_verifier_says_without_a_key_that_it_was_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert STAND_ALONE.main([kept(tmp_path, genuine())]) == 3
    assert "key not checked" in capsys.readouterr().out


def test_the_verifier_refuses_another_key(tmp_path: Path) -> None:
    assert STAND_ALONE.main([kept(tmp_path, genuine()), "--key", "0" * 64]) == 1


@pytest.mark.parametrize("form", ["note", "json"])
def test_the_verifier_compares_the_head_with_one_kept_elsewhere(tmp_path: Path, form: str) -> None:
    proof, path = genuine(), tmp_path / "head"
    own = heads.from_json(proof["head"])
    other = replace(own, root="0" * 64)

    def said(head: heads.Head) -> int:
        text = (
            head.note if form == "note" else json.dumps({**head.as_json(), "fingerprint": head.fingerprint})
        )
        path.write_text(text, encoding="utf-8")
        return int(STAND_ALONE.main([kept(tmp_path, proof), "--head", str(path)]))

    assert (said(own), said(other)) == (3, 1)


@pytest.mark.parametrize("text", ["", "{}", "x", "{", "a\nb\nc\n", '{"size": true, "root": "x"}'])
def test_a_kept_head_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "head"
    path.write_text(text, encoding="utf-8")

    assert STAND_ALONE.main([kept(tmp_path, genuine()), "--head", str(path)]) == 2


def asked(path: Path, **options: Any) -> Any:
    return SimpleNamespace(
        **{"what": "verify", "file": path, "head": None, "key": "", "json": False, **options}
    )


UNREADABLE = [
    b"",
    b"{",
    b"null\n",
    b"[]\n",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"format":"fadu proof/2","format":"fadu proof/2"}\n',
    b'{"head":NaN}\n',
    b'{"stream":"\\ud800"}\n',
    b"9" * 5000,
    json.dumps(genuine(), ensure_ascii=False, indent=1).encode(),
]


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_is_no_proof_gets_a_sentence_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "proof.json"
    path.write_bytes(content)

    assert STAND_ALONE.main([str(path)]) == 2
    assert command.run(asked(path)) == 2
    assert capsys.readouterr().out.count("\n") == 2


def resigned(**changed: Any) -> Any:
    """A genuine proof whose head says something else, signed anew by the key that signed it."""
    proof, key = genuine(), proofs.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    head = {**proof["head"], **changed}
    head["signature"] = key.sign(STAND_ALONE.head_text(head).encode()).hex()
    return {**proof, "head": head}


@pytest.mark.parametrize("signed_at", ["昨天", "x" * 25, "2022-03-01", "2022-03-01T09:00:00 08:00", "2" * 41])
def test_both_verifiers_call_a_moment_that_is_none_unreadable(tmp_path: Path, signed_at: str) -> None:
    path = kept(tmp_path, resigned(signed_at=signed_at))

    assert (STAND_ALONE.main([path]), command.run(asked(Path(path), key="0" * 64))) == (2, 2)


@pytest.mark.parametrize("origin", ["名称", "a b", "a+b", "x" * 121])
def test_both_verifiers_call_a_ledgers_name_that_is_none_unreadable(tmp_path: Path, origin: str) -> None:
    path = kept(tmp_path, resigned(origin=origin))

    assert (STAND_ALONE.main([path]), command.run(asked(Path(path), key="0" * 64))) == (2, 2)


def with_a_text(text: str) -> Any:
    """A proof of one entry, its text signed for by a key made for it."""
    entry, made = chain(1, forged={1: text})[0]
    root = plain_tree.root([leaf_hash(bytes.fromhex(made))]).hex()
    key = proofs.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    head = proofs.signed(size=1, root=root, key=key)
    return {**genuine(), "head": head, "entries": [{**entry, "index": 0, "path": []}]}


@pytest.mark.parametrize("kind", ['"\\ud800"', '"\\u001b[2J"', '{"a":1}', "null", '"法度"'])
@pytest.mark.parametrize("console", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_the_verifier_says_what_it_found_on_any_console_whatever_the_letters(
    tmp_path: Path, kind: str, console: dict[str, str]
) -> None:
    path = kept(tmp_path, with_a_text(f'{{"at":"{proofs.AT}","body":{{}},"kind":{kind}}}'))

    ended = subprocess.run(
        [sys.executable, str(proofs.ROOT / "verifiers" / "verify_ledger.py"), path],
        capture_output=True,
        check=False,
        env={**os.environ, **console},
    )

    assert (ended.returncode, ended.stderr) == (3, b"")
    assert b"\x1b" not in ended.stdout
    assert b"complete up to entry 1" in ended.stdout


@pytest.mark.parametrize("indent", [None, 1])
def test_a_proof_of_format_one_is_not_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], indent: int | None
) -> None:
    path = tmp_path / "proof.json"
    path.write_text(json.dumps({"format": "fadu proof/1", "chain": []}, indent=indent))

    assert STAND_ALONE.main([str(path)]) == 2
    assert "格式二之前" in capsys.readouterr().out
    assert command.run(asked(path)) == 2
    assert "格式二之前" in capsys.readouterr().out


@pytest.mark.parametrize("seed", range(10))
@both
def test_no_spoiled_proof_is_accepted(accepts: Checker, seed: int) -> None:
    random, proof = Random(seed), genuine()
    shorter = [proof["entries"][:count] for count in range(1, 7)]

    accepted = [
        made
        for _ in range(700)
        if (made := proofs.spoiled(random, proof)) != proof
        and accepts(made)
        and made["entries"] not in shorter
    ]

    assert accepted == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("read", "accepts"),
    [(proofs.read_by_product, proofs.by_product), (proofs.read_by_stand_alone, proofs.by_stand_alone)],
)
def test_no_torn_file_is_accepted(read: Callable[[bytes], Any], accepts: Checker, seed: int) -> None:
    random, content = Random(seed), proving.written(genuine())

    accepted = [
        made
        for _ in range(1000)
        if (made := proofs.torn(random, content)) != content
        and (proof := read(made)) is not None
        and accepts(proof)
    ]

    assert accepted == []


# -- what the ledger exports -----------------------------------------------------------------------

STREAM = "case:甲"
at = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)


@pytest.fixture
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path, ""


def lived() -> None:
    """Two cases side by side, one entry of the first waiting for its place."""
    for number in range(1, 4):
        body = {"seq": number, "who": "举报人甲", "opinion": "内部意见"}
        closed = {("who",): "sealed", ("opinion",): "secondary"}
        services.append(stream=STREAM, kind=f"act{number}", body=body, at=at, closed=closed)
        services.append(stream="case:乙", kind="act", body={"seq": number}, at=at)
    sequencing.sequence()
    services.append(stream=STREAM, kind="late", body={"seq": 4}, at=at)


pytest_db = pytest.mark.django_db


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_what_the_ledger_exports_is_accepted_up_to_its_head() -> None:
    lived()

    proof = proving.prove(STREAM)

    assert len(proof["entries"]) == 3
    assert proofs.by_product(proof)
    assert proofs.by_stand_alone(proof)


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_a_proof_opens_the_main_parts_asked_for_and_shows_nothing_of_the_others() -> None:
    lived()

    written = proving.written(proving.prove(STREAM, {2})).decode()

    assert "act2" in written
    assert not any(word in written for word in ("act1", "act3", "举报人甲", "内部意见", "09:00:00.0"))
    assert proofs.by_product(json.loads(written))


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_a_proof_opens_only_what_its_reader_may_see() -> None:
    lived()

    written = proving.written(proving.prove(STREAM, may_open=lambda said: said.kind == "act3")).decode()

    assert "act3" in written
    assert "act1" not in written


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_parts_emptied_by_an_act_of_erasure_leave_every_proof_standing() -> None:
    lived()
    before = proving.prove(STREAM)
    emptying.empty(
        stream="erasure:甲",
        kind="erased",
        streams=[STREAM],
        parts=["sealed"],
        reason="申请",
        by="officer:1",
        at=at,
    )

    after = proving.prove(STREAM)

    assert after["entries"] == before["entries"]
    assert proofs.by_product(after)
    assert {entry.body.get("who") for entry in selectors.said_in(STREAM).values()} == {None}


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_the_command_writes_a_proof_that_both_verifiers_accept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lived()
    path = tmp_path / "proof.json"
    prove = {"what": "prove", "case": "甲", "acts": "1,3", "reader": "court", "output": path}

    assert command.run(SimpleNamespace(**prove)) == 0  # type: ignore[arg-type]
    capsys.readouterr()
    assert command.run(asked(path)) == 0
    assert "第1项至第4项一项不缺；其后可能还有记录" in capsys.readouterr().out
    assert STAND_ALONE.main([str(path), "--key", json.loads(path.read_bytes())["head"]["key"]]) == 0


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_the_command_refuses_a_foreign_key_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lived()

    assert command.run(asked(Path(kept(tmp_path, genuine())), json=True)) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["table"], row["finding"]) == ("proof", "key_unknown")
    assert command.run(asked(Path(kept(tmp_path, genuine())), key=genuine()["head"]["key"])) == 0


@pytest_db
@pytest.mark.usefixtures("_keys")
def test_the_command_compares_the_head_with_one_kept_elsewhere(tmp_path: Path) -> None:
    lived()
    early = selectors.latest_head()
    assert early is not None
    head = tmp_path / "head.txt"
    head.write_text(early.note)
    sequencing.sequence()
    path = Path(kept(tmp_path, proving.prove(STREAM)))

    assert command.run(asked(path, head=head)) == 0
    signed = proofs.signed(
        size=2, root="0" * 64, key=proofs.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    )
    head.write_text(json.dumps(signed))
    assert command.run(asked(path, head=head)) == 1


@pytest.mark.parametrize(("text", "wanted"), [("", set()), ("3", {3}), ("3,5-7", {3, 5, 6, 7}), ("2-2", {2})])
def test_acts_are_named_by_numbers_and_runs(text: str, wanted: set[int]) -> None:
    assert numbers(text) == wanted


@pytest.mark.parametrize("text", ["x", "3-", "-3", "7-5", "3;5"])
def test_a_list_of_acts_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="序号，如 3,5-7"):
        numbers(text)
