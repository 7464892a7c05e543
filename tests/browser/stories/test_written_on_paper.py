# SPDX-License-Identifier: MulanPSL-2.0
"""What was written on paper before the assignment is entered with its scan: asked about while it is typed, and once more where the page comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.pressing import Person, Tally
from tests.browser.served import Bureau
from tests.browser.stories import penalised
from tests.browser.stories.penalised import Offence, Story, at

pytestmark = pytest.mark.browser

#: so many presses, over all persons
MOST = 8
STALE = Offence(
    party="清河区惠民日用百货商行",
    code="91990102MA1K35TX87",
    name="销售超过保质期的食品",
    fact="销售超过保质期的食品",
    basis="",
    row={},
    fine="",
    reason="",
    grade={},
)


def test_an_inspection_written_on_paper_before_the_assignment_is_entered_with_its_scan(
    calendar: Bureau, people: Callable[..., Person], story: Tally, tmp_path: Path
) -> None:
    """纸上已经办理、现在补录的现场检查"""
    s = Story(bureau=calendar, people=people, offence=STALE)
    penalised.registered(s)
    officer, scan = s["zhifa"], tmp_path / "现场笔录.txt"
    scan.write_text("现场笔录，当事人签名", encoding="utf-8")
    officer.home()
    s.turn(officer, "收集证据")
    officer.press("现场检查")
    at(officer, "现场检查")
    officer.page.locator("summary", has_text="纸上已经办理").click()
    what_stands_in_the_way_is_said_anew_of_a_form_half_filled(s, officer)
    officer.fill(
        {
            "地点": "当事人经营场所",
            "开始时间": s.clock(8, 50),
            "结束时间": s.clock(9),
            "现场情况": f"经现场检查，当事人{s.offence.fact}。",
            "主体资格证照名称": "营业执照",
            "通知当事人到场情况": "当事人的负责人在场，已出示执法证件。",
            "办理时间": s.clock(8, 50),
        }
    )
    assert "不能办理" in officer.words()
    officer.fill({"签字原件的扫描件": str(scan)})
    officer.page.wait_for_timeout(600)
    assert "不能办理" not in officer.words()
    assert "早于登记的指派" in officer.page.inner_text("#warnings")

    officer.send("没有勾选就提交")
    officer.read_what_is_said()
    assert "再次提交即照实登记" in officer.page.inner_text("#warnings")
    assert "不能办理" not in officer.words()
    officer.send("再次提交")

    officer.reads("已办理：现场检查")
    assert len(story) <= MOST, story.profile()
    assert s.faults() == []


def what_stands_in_the_way_is_said_anew_of_a_form_half_filled(s: Story, officer: Person) -> None:
    """The browser would not send such a form; what is said of it keeps pace all the same."""
    for hour, says in ((s.clock(8, 50), "以前"), ("", "")):
        officer.fill({"办理时间": hour})
        officer.page.wait_for_timeout(600)
        barred = officer.page.inner_text("#grounds")
        assert says in barred if says else "不能办理" not in barred, barred
