# SPDX-License-Identifier: MulanPSL-2.0
"""A penalty with hearing, from the lead to the archive, by eight people and pressing alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.pressing import Person, Tally
from tests.browser.served import Bureau
from tests.browser.stories import heard, penalised, performed
from tests.browser.stories.penalised import Offence, Story, at, signed

pytestmark = pytest.mark.browser

#: so many presses, over all persons
MOST = 80
SUPERLATIVES = Offence(
    party="清河区新天地百货有限公司",
    code="91990102MA1K35TX87",
    name="广告使用绝对化用语",
    fact="在广告中使用“国家级”“最佳”等用语",
    basis="绝对化用语",
    row={"情节严重": "否"},
    clause="第九条第三项",
    fine="200000",
    reason="没有从轻、减轻或者从重的情节，按一般幅度处罚。",
    grade={"裁量阶次": "一般"},
)


def test_a_penalty_with_hearing_reaches_the_archive(
    calendar: Bureau, people: Callable[..., Person], story: Tally
) -> None:
    """行政处罚（听证）"""
    s = Story(bureau=calendar, people=people, offence=SUPERLATIVES)
    penalised.registered(s)

    s.day(1, 13, 15)
    penalised.visited(s)
    signed(s, "duizhang", "fenguan")

    s.day(1, 16, 11)
    penalised.questioned(s)
    penalised.confirmed_together(s)
    s["zhifa"].go_home()
    penalised.concluded(s)
    penalised.examined(s)

    s.day(1, 17)
    penalised.told(s, {"告知听证权": "是"})
    host = s["fenguan"].name
    signed(s, "fenguan")
    s["zhifa"].go_home()
    performed.served(s, "送达")
    heard.requested(s)

    s.day(1, 18)
    heard.prepared(s, host)

    s.day(2, 9, 14)
    heard.held(s)
    heard.reviewed(s)
    heard.discussed(s)

    s.day(2, 13, 15)
    heard.resolved(s)
    performed.decided(s, "duizhang", "juzhang")
    performed.served(s, "送达")
    paid_by_the_bank(s)
    performed.ended(s)

    s.day(2, 14)
    signed(s, "duizhang", "juzhang")
    s["duizhang"].go_home()
    performed.published(s)
    performed.archived(s)

    assert len(story) <= MOST, story.profile()
    assert s.faults() == []


def paid_by_the_bank(s: Story) -> None:
    """The fine is paid at the bank on the day of service, and that is entered."""
    officer = s["zhifa"]
    at(officer, "处罚决定书已经送达")
    officer.press("登记缴款")
    officer.fill(performed.payment(s, "代收机构"))
    officer.checks()
    officer.send()
    at(officer, "处罚决定书已经送达")
    officer.send()
