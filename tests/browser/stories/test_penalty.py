# SPDX-License-Identifier: MulanPSL-2.0
"""A penalty without hearing, from the lead to the archive, by pressing alone: returned once, refused once, a slip put right, a session lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.pressing import Person, Tally
from tests.browser.served import Bureau
from tests.browser.stories import penalised, performed
from tests.browser.stories.penalised import Offence, Story, at, signed

pytestmark = pytest.mark.browser

#: so many presses, over all persons
MOST = 55
NO_PRICE = Offence(
    party="清河区惠民日用百货商行",
    code="91990102MA1K35TX87",
    name="未按规定明码标价",
    fact="销售商品未标明价格",
    basis="明码标价",
    row={"违法所得（元）": "0"},
    fine="1000",
    reason="当事人主动改正，减轻了危害后果，依法从轻处罚。",
    grade={"裁量阶次": "从轻", "主动消除或者减轻": "是"},
)


def test_a_penalty_without_hearing_reaches_the_archive(
    calendar: Bureau, people: Callable[..., Person], story: Tally
) -> None:
    """行政处罚（不听证）"""
    s = Story(bureau=calendar, people=people, offence=NO_PRICE)
    penalised.registered(s)

    s.day(1, 13, 15)
    penalised.visited(s)
    signed(s, "duizhang", "fenguan")

    s.day(1, 16, 11)
    penalised.questioned(s)
    penalised.confirmed_together(s)

    s.day(1, 17)
    the_report_is_written_over_a_lost_session(s)
    the_telephone_is_put_right(s)
    penalised.examined(s)

    s.day(1, 18)
    penalised.told(s)
    the_head_returns_it_with_a_word(s)
    signed(s, "fenguan")
    s["zhifa"].go_home()
    performed.served(s, "送达")

    s.day(1, 31)
    performed.submitted(s)
    performed.decided(s, "duizhang", "fenguan")
    performed.served(s, "送达", performed.left)
    paid_at_once_but_not_in_cash(s)
    performed.ended(s)

    s.day(2, 1)
    signed(s, "duizhang", "fenguan")
    s["duizhang"].go_home()
    performed.published(s)
    performed.archived(s)

    assert len(story) <= MOST, story.profile()
    assert s.faults() == []


def the_report_is_written_over_a_lost_session(s: Story) -> None:
    """The session ends in the midst of the report: what was typed comes back to who typed it."""
    officer = s["zhifa"]
    s.turn(officer, "调查终结")
    officer.fill(penalised.report(s))
    officer.lose_the_session()
    officer.send()
    officer.reads("登录")
    officer.sign_in()
    at(officer, "调查终结")
    assert officer.holds("违法事实") == penalised.report(s)["违法事实"]
    officer.send()
    officer.reads("已办理：调查终结")


def the_telephone_is_put_right(s: Story) -> None:
    """A digit of the telephone was mistyped: it is corrected, and the case says so."""
    officer = s["zhifa"]
    officer.press("补登、更正联系方式")
    officer.fill({"联系电话": "13900001112"})
    officer.send()
    officer.reads("已登记联系电话")


def the_head_returns_it_with_a_word(s: Story) -> None:
    """The deputy head returns the notice; the officer mends the reason and proposes it again."""
    head, officer = s["fenguan"], s["zhifa"]
    head.press("行政处罚事先告知", within="main section")
    head.fill({"退回理由": "裁量理由写明改正的时间。"})
    head.press("退回")
    head.go_home()
    officer.go_home()
    officer = s["zhifa"]
    s.turn(officer, "行政处罚事先告知")
    officer.fill({"裁量权的理由": "当事人于一月十三日主动改正，减轻了危害后果，依法从轻处罚。"})
    officer.checks()
    officer.send()


def paid_at_once_but_not_in_cash(s: Story) -> None:
    """The fine is paid on being served; officers may not take it in cash, says the refusal with its article and the way."""
    officer = s["zhifa"]
    at(officer, "处罚决定书已经送达")
    officer.press("登记缴款")
    officer.fill(performed.payment(s, "当场收缴"))
    officer.checks()
    officer.send()
    officer.reads("依法不能办理", "行政处罚法 68", "办法：")
    officer.fill({"收缴方式": "代收机构"})
    officer.checks()
    officer.send()
    at(officer, "处罚决定书已经送达")
    officer.send()
