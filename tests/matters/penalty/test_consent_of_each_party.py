# SPDX-License-Identifier: MulanPSL-2.0
"""Consent to electronic service, and the account of why somebody cannot be found, are each party's own."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.cases.papers.serving import derived
from fadu.law import library as law_library
from fadu.procedure.decision import Permitted
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party

ADDRESS = {"electronic_address": "dian@example.cn"}


def investigated(*names: str) -> CaseInMemory:
    """A case of 2022 against each of those, filed."""
    parties = tuple(party(n, name, capacity="当事人") for n, name in enumerate(names, 1))
    case = CaseInMemory(
        procedure=library().procedure("penalty", date(2022, 3, 1)), law=law_library(), parties=parties
    )
    case.open("register", moment("2022-03-01"), {"received_on": "2022-03-01"})
    done(case, "file", "2022-03-10", violation_continues=True)
    return case


def done(case: CaseInMemory, action: str, on: str, **payload: object) -> None:
    decision = case.act(action, moment(on), payload)
    assert isinstance(decision, Permitted), decision


def confirmed(case: CaseInMemory, number: int, on: str, *, consent: bool) -> None:
    """A party confirms its address, and says whether it may be served electronically."""
    words = {"electronic_consent": consent, "delivery_address": "地址", **(ADDRESS if consent else {})}
    done(case, "confirm_address", on, party=f"party:{number}", **words)


def against(case: CaseInMemory, number: int, manner: str = "electronic", **said: object) -> tuple[str, ...]:
    """What speaks against serving the last paper of the case on a party in that manner, with a record of the sending in the file."""
    case.record(
        "attach", moment("2022-03-20"), {"title": "发送记录截屏", "digest": "sm3:00", "kind": "electronic"}
    )
    payload = {
        "document": case.state.documents[-1].ref,
        "party": f"party:{number}",
        "manner": manner,
        "sent_on": "2022-03-20",
        **({} if manner == "announcement" else {"arrived_on": "2022-03-20"}),
        "proof": "发送记录截屏",
        **said,
    }
    service = derived(case.world(moment("2022-03-20")), payload)
    return (*service.objections, *(ground.message for ground in service.grounds))


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_each_party_consents_for_itself(first: bool, second: bool) -> None:
    case = investigated("甲店", "乙店")
    confirmed(case, 1, "2022-03-14", consent=first)
    confirmed(case, 2, "2022-03-15", consent=second)

    assert [not against(case, 1), not against(case, 2)] == [first, second]


def test_the_last_word_of_a_party_counts() -> None:
    case = investigated("甲店", "乙店")
    confirmed(case, 1, "2022-03-14", consent=True)
    confirmed(case, 1, "2022-03-15", consent=False)

    assert against(case, 1)
    assert not against(case, 1, consent=True, address_confirmed=True)


@pytest.mark.parametrize(("names", "is_free"), [(("甲店",), True), (("甲店", "乙店"), False)])
def test_the_account_of_a_search_serves_for_whom_it_was_written(
    names: tuple[str, ...], is_free: bool
) -> None:
    case = investigated(*names)
    confirmed(case, 1, "2022-03-14", consent=False)
    done(
        case,
        "announce",
        "2022-03-18",
        announced_text="公告",
        announcement_ground="whereabouts_unknown",
        announcement_account="登记住所无人，去向不明",
    )
    served = {"whereabouts_unknown": True}

    assert (not against(case, 1, "announcement", **served)) is is_free
    assert not against(case, 1, "announcement", **served, account="登记住所无人，去向不明")
