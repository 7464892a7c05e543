# SPDX-License-Identifier: MulanPSL-2.0
"""Who may register cases knows of those of others no more than there is to take in: of a tip-off least of all."""

from __future__ import annotations

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import judging
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.django_db
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": True,
    "informant_name": "李告发",
    "informant_phone": "13911112222",
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}


@pytest.fixture
def case(office: Desk) -> Case:
    with clock.set_to(at("2022-03-01T18:00")):
        made = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
        office.assign(made, "handler", "2022-03-01", "one", "two")
    return made


def knows(case: Case, office: Desk) -> set[str]:
    """Which of those who may register cases, or handle them, know of this one."""
    names = ("clerk", "window", "one", "stranger")
    now = clock.now()
    return {
        each for each in names if judging.is_known(case, OfficerActor(officer=office.officers[each]), now)
    }


def test_a_tip_off_under_verification_is_known_to_its_handlers_and_to_whoever_registered_it(
    case: Case, office: Desk
) -> None:
    with clock.set_to(at("2022-03-02")):
        assert knows(case, office) == {"clerk", "one"}
        for who in ("window", "stranger"):
            with pytest.raises(ActRefusedError) as refused:
                office.do(case, who, "note", "2022-03-02", text="外人写的")
            assert "unseen" in [ground.code for ground in refused.value.grounds]
    assert not Act.objects.filter(case=case, action="note").exists()


def test_who_takes_in_papers_at_the_window_is_waited_for_once_a_supplement_was_asked(office: Desk) -> None:
    """The day it is asked, and not before; whoever handles other cases is not waited for then either."""
    received = {**RECEIVED, "special_kind": "fair_competition", "received_on": "2026-05-12"}
    with clock.set_to(at("2026-05-12T18:00")):
        made = office.open("tip_off", "clerk", "2026-05-12", received)
        office.assign(made, "handler", "2026-05-12", "one", "two")
        before = knows(made, office)
    with clock.set_to(at("2026-05-13T18:00")):
        office.do(made, "one", "ask_supplement", "2026-05-13", supplement_text="违法事实的线索")
        asked = knows(made, office)

    assert before == {"clerk", "one"}
    assert asked == {"clerk", "one", "window"}
