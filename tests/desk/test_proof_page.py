# SPDX-License-Identifier: MulanPSL-2.0
"""Anybody can hold the bureau to its record: keys, newest root and the way to check stand open, and nobody's name with them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import static_files
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import head_file, key_acts, key_register, selectors, sequencing, services
from fadu.ledger.heads import Head
from fadu.people import services as people

pytestmark = pytest.mark.django_db
FIRST, LATER = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME), datetime(2024, 5, 6, 9, tzinfo=LEGAL_TIME)
KEEPER = {"account": "guanli", "name": "守钥人"}


@pytest.fixture(autouse=True)
def witness(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path / "keys", str(tmp_path / "witness")
    settings.FADU_KEYS.mkdir()
    static_files.collect()
    return tmp_path / "witness"


@pytest.fixture
def rotated(witness: Path) -> key_register.Register:
    """A bureau whose first key of 2022 handed over to a second in 2024, each having signed a root."""
    people.found_bureau(name="清河市场监督管理局", short="清河局", abbreviation="清", region_code="990102")
    with clock.set_to(FIRST):
        services.append(stream="case:甲", kind="act", body={"party": "某当事人"}, at=FIRST)
        sequencing.sequence()
    with clock.set_to(LATER):
        key_acts.rotate(by=KEEPER, reason="定期更换")
        sequencing.sequence()
    known = key_register.register()
    assert known is not None
    return known


def shown() -> str:
    answer = Client().get("/proof/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_has_not_signed_in_reads_the_bureau_each_key_with_its_days_and_the_newest_root(
    rotated: key_register.Register,
) -> None:
    page, newest = shown(), selectors.latest_head()
    first, second = (key.fingerprint for key in rotated.keys)
    assert newest is not None
    assert "清河市场监督管理局" in page
    assert page.index(second) < page.index(first)
    assert [page.count(day) for day in ("2022-03-01", "现用")] == [1, 1]
    assert "由前一把密钥签名交接" in page
    assert newest.root not in page  # it stands in base64 in the note, as it is signed
    assert newest.text.splitlines()[2] in page
    assert "verify_ledger.py" in page


def test_the_page_names_no_person_and_no_case(rotated: key_register.Register) -> None:
    assert [word for word in ("守钥人", "guanli", "定期更换", "某当事人", "case:甲") if word in shown()] == []


def test_before_anything_is_signed_the_page_says_so(db: None) -> None:
    page = shown()
    assert "还没有登记签名公钥" in page
    assert "还没有签名的根" in page
    assert Client().get("/proof/head/").status_code == 404


def test_programs_fetch_the_newest_root_as_a_signed_note(rotated: key_register.Register) -> None:
    answer = Client().get("/proof/head/")
    assert answer["Content-Type"].startswith("text/plain")
    assert head_file.read_whole(answer.content.decode()) == [selectors.latest_head()]


def test_the_first_page_leads_there(db: None) -> None:
    assert 'href="/proof/"' in Client().get("/sign-in/").content.decode()


@pytest.mark.parametrize("address", ["/proof/", "/proof/head/"])
def test_nothing_can_be_sent_there(db: None, address: str) -> None:
    assert Client().post(address).status_code == 405


def test_a_witness_names_the_key_of_every_head_it_keeps(
    rotated: key_register.Register, witness: Path
) -> None:
    heads = head_file.read_whole(witness.read_text(encoding="utf-8"))
    assert [head.fingerprint for head in heads if isinstance(head, Head)] == [
        key.fingerprint for key in rotated.keys
    ]
