# SPDX-License-Identifier: MulanPSL-2.0
"""What a correction of a decision may not do unseen: change the kind, the term or the sum of a penalty; slips of names are nobody's to look at."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty.correction_words import penalty_words


@pytest.mark.parametrize(
    "text",
    [
        "当事人姓名“王二元”更正为“王二园”",
        "王二元更正为王二园",
        "当事人名称“清河白货店”更正为“清河百货店”",
        "当事人名称“两元店”更正为“10元店”",
        "住所“三元区列东街12号”更正为“三元区列西街12号”",
        "当事人住所的门牌号更正为十二号",
        "三万村更正为三湾村",
        "罚款缴款账号“6222021234”更正为“6222021243”",
        "罚款代收银行“工商银行三元支行”更正为“工商银行三明支行”",
        "统一社会信用代码“91350000123456789X”更正为“91350000123456798X”",
        "食品经营许可证编号“JY13501”更正为“JY13510”",
        "营业执照注册号误写",
        "落款日期“2022年5月10日”更正为“2022年5月11日”",
        "“二〇二二年三月一日”更正为“二〇二二年三月十日”",
        "《市场监督管理行政处罚程序规定》更正为《市场监督管理行政处罚程序暂行规定》",
        "第三页“手机电池二十块”更正为“手机电池二十快”",
        "抽检样品“12个月饼”更正为“12个 月饼”",
        "法定代表人“李十五”更正为“李时五”",
        "错别字“警告牌”更正为“警示牌”",
        "经营场所“停车场东侧一年四季店”更正为“西侧”",
    ],
)
def test_a_slip_of_a_name_an_address_a_number_or_a_day_is_found_by_nobody(text: str) -> None:
    assert penalty_words(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("罚款四千元更正为四万元", "四万元"),
        ("罚款数额“伍万”更正为“伍佰万”", "伍佰万"),
        ("“伍万”更正为“伍拾万”", "伍拾万"),
        ("“5万”更正为“50万”", "50万"),
        ("“50000”更正为“500000”", "500000"),
        ("数额改为原来的十倍", "十倍"),
        ("货值金额“10倍”更正为“15倍”", "15倍"),
        ("“罚款”更正为“罚款并吊销食品经营许可证、责令停产停业三个月”", "吊销"),
        ("“警告”更正为“通报批评”", "通报批评"),
        ("“一个月”更正为“三个月”", "三个月"),
        ("停产停业期限更正", "停产"),
        ("“三年”更正为“五年”", "五年"),
        ("“十日”更正为“三十日”", "三十日"),
        ("增加：撤销当事人的食品经营许可", "撤销当事人的食品经营许可"),
        ("收回营业执照", "收回营业执照"),
        ("当事人名称“甲点”更正为“甲店”，40,000元更正为400,000元", "400,000元"),
        ("当事人名称“甲点”更正为“甲店，并处吊销许可证”", "吊销"),
        ("法定代表人和金额由“5000元”更正为“50000元”", "50000元"),
        ("补正：不得从事食品生产经营", "不得从事"),
    ],
)
def test_what_may_change_the_penalty_is_named(text: str, word: str) -> None:
    assert word in penalty_words(text)


def test_every_kind_of_penalty_of_the_law_is_seen() -> None:
    kinds = law_library().options("penalty/penalty_kinds", date(2022, 1, 1))
    assert [
        one for one in kinds if one.key != "other" and not penalty_words(f"“甲”更正为“{one.title}”")
    ] == []
