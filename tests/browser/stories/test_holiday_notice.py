# SPDX-License-Identifier: MulanPSL-2.0
"""The State Council's notice of a year's holidays, from its paste to the last days that are no longer provisional, by pressing alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from tests.browser import founded
from tests.browser.pressing import Person, Tally

from fadu.law.calendar import shipped

pytestmark = pytest.mark.browser

#: the newest year whose notice came with the program: the one after has none yet
LAST = max(shipped().notices)
YEAR = LAST + 1
#: days just after the one on which the bureau stands: a Sunday, which a notice may let be worked, and a Wednesday, which it may not
SUNDAY = next(day for n in range(1, 8) if (day := date(YEAR, 1, 12) + timedelta(days=n)).weekday() == 6)
WEDNESDAY = SUNDAY + timedelta(days=3)


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[founded.Site]:
    """A bureau in the January of a year for which no notice is there."""
    with founded.in_the_year_after(tmp_path_factory.mktemp("january"), LAST) as site:
        yield site


def said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def notice(worked: date) -> str:
    """The notice as it is copied from the site of the government."""
    return f"""国务院办公厅关于{YEAR}年
部分节假日安排的通知
国办发明电〔{LAST}〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将{YEAR}年元旦、春节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周五）至3日（周日）放假，共3天。
　　二、春节：2月5日（农历除夕、周五）至11日（农历正月初六、周四）放假调休，共7天。{said(worked)}（周日）上班。
　　三、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""


def last_day(person: Person) -> str:
    """The last day on which the bureau must decide whether to take the complaint up, as the case page says it."""
    person.page.reload()
    said = re.search(r"\d+年\d+月\d+日届满(?:（暂定）)?", person.words())
    assert said is not None, person.words()[:2000]
    return said[0]


def test_a_notice_of_holidays_makes_last_days_certain(people: Callable[..., Person], story: Tally) -> None:
    """放假通知：从粘贴原文到期限不再暂定"""
    clerk, keeper, watcher = people("dengji"), people("guanli"), people("jijian")
    a_complaint(clerk)
    before = last_day(clerk)
    assert before.endswith("（暂定）")

    proposed(keeper)
    assert last_day(clerk) == before

    watcher.home()
    watcher.press("去确认")
    watcher.reads(f"采用{YEAR}年放假通知", "春节 2月5日至2月11日", "个未结期限随之改定")
    watcher.type(f"采用{YEAR}年放假通知", "是")
    watcher.press("确认所选的")
    adopted = last_day(clerk)
    assert "暂定" not in adopted
    assert adopted != before.removesuffix("（暂定）")

    put_right(keeper)
    assert last_day(clerk) == adopted
    watcher.home()
    watcher.press("去确认")
    watcher.type(f"采用{YEAR}年放假通知", "是")
    watcher.press("确认所选的")
    assert last_day(clerk) == before.removesuffix("（暂定）")

    assert {one.account: one.faults for one in (clerk, keeper, watcher) if one.faults} == {}
    assert len(story) <= 20


def a_complaint(clerk: Person) -> None:
    """Something whose last day hangs on the holidays."""
    clerk.press("登记新件")
    clerk.press("消费投诉")
    clerk.type("主体类型", "自然人")
    clerk.fill(
        {
            "姓名或名称": "林晓雨",
            "联系电话": "13900001234",
            "投诉渠道": "来访",
            "收到投诉之日": date(YEAR, 1, 12).isoformat(),
            "商品或者服务": "咖啡机",
            "消费者权益争议事实": "购买三日后不能加热，商家不退货",
            "投诉请求": "退货",
        }
    )
    clerk.send()
    clerk.reads("已登记")


def proposed(keeper: Person) -> None:
    """A day that cannot be right is refused, a session lost keeps the text, and what moves is seen before it is proposed."""
    keeper.press("本机关")
    keeper.press("查看", within="li:has-text('工作日确定到')")
    keeper.fill({"通知原文": notice(WEDNESDAY)})
    keeper.send()
    keeper.reads(f"{YEAR}年{said(WEDNESDAY)}本来是工作日；调休上班的应是周末")
    keeper.fill({"通知原文": notice(SUNDAY)})
    keeper.lose_the_session()
    keeper.send()
    keeper.reads("请重新登录")
    keeper.sign_in()
    keeper.reads("填写的内容，还没有办成")
    keeper.send()
    keeper.reads(
        f"国务院办公厅关于{YEAR}年部分节假日安排的通知",
        "2月5日至2月11日放假",
        f"{said(SUNDAY)}上班",
        "（暂定）",
    )
    keeper.press("提请采用")
    keeper.reads("待第二人确认（1）", "确认以前不生效")


def put_right(keeper: Person) -> None:
    """A day read wrongly is put right by the same way, beginning with what stands."""
    keeper.press("放假通知", within="nav[aria-label='本机关']")
    keeper.press("更正", within=f"tr:has-text('关于{YEAR}年')")
    keeper.type("调休上班", "")
    keeper.send()
    keeper.reads("期限移动")
    keeper.press("提请采用")
