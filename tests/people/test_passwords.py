# SPDX-License-Identifier: MulanPSL-2.0
"""A password is long and not among what is tried first; nothing is asked of its composition, and all is said in Chinese."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

HOLDER = SimpleNamespace(
    username="wangxiaoming",
    officer=SimpleNamespace(
        name="王小明",
        bureau=SimpleNamespace(name="清河区市场监督管理局", short="清河局", abbreviation="清"),
    ),
)


def faults(password: str, holder: Any = None) -> str:
    try:
        validate_password(password, holder)
    except ValidationError as error:
        return "".join(error.messages)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "kan-shan-shi-shan",
        "correct horse battery",
        "灰猫在第三棵树上睡觉",
        "三更灯火是五更鸡",
        "lanse de daxiang",
        "xk7-plt-w2q",
        "我家门口有两棵枣树",
    ],
)
def test_a_sentence_or_a_jumble_is_taken_without_any_composition(password: str) -> None:
    assert faults(password, HOLDER) == ""


@pytest.mark.parametrize("password", ["", "kurz", "ab3-x9-q2", "七个字的一句话"])
def test_what_is_short_is_refused_with_both_lengths(password: str) -> None:
    assert "密码太短，应有10个以上字符，或者8个字以上的一句话" in faults(password)


def test_what_is_longer_than_anybody_types_is_refused() -> None:
    assert "最多128个字符，现有129个" in faults("xk7plt" * 21 + "xyz")


@pytest.mark.parametrize(
    "password",
    [
        "woaini1314520",
        "Password123!",
        "P@ssw0rd2024",
        "Admin@123456",
        "scjg20240101",
        "ShiChangJianGuan2024",
        "mima123456!!",
        "woaizhongguo",
        "ｗｏａｉｎｉ１３１４５２０",
        "1q2w3e4r5t6y",
        "q1w2e3r4t5",
        "不忘初心，牢记使命",
        "市场监督管理局2024",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert faults(password) != ""


@pytest.mark.parametrize(
    "password",
    ["abcabcabcabc", "aaaaaaaaaaaa", "qwertyuiopasdf", "zyxwvutsrqponml", "北京欢迎你北京欢迎你北京欢迎你"],
)
def test_what_is_repeated_or_in_order_is_refused(password: str) -> None:
    assert "重复的或者按顺序排的" in faults(password)


@pytest.mark.parametrize("password", ["13912345678", "1990010120221201", "110101199003074514"])
def test_a_telephone_a_day_or_a_number_of_identity_is_refused(password: str) -> None:
    assert "只有数字" in faults(password)


@pytest.mark.parametrize(
    "password", ["wangxiaoming1", "WangXiaoMing@88", "王小明王小明王小明12", "清河局wangxiaoming9"]
)
def test_account_name_and_bureau_are_no_password(password: str) -> None:
    assert "不要由账号、姓名、机关名称组成" in faults(password, HOLDER)


def test_a_name_within_a_sentence_is_taken() -> None:
    assert faults("王小明今天吃了三碗面", HOLDER) == ""


@pytest.mark.parametrize("password", ["kurz", "Password123!", "aaaaaaaaaaaa", "13912345678", "wangxiaoming1"])
def test_every_refusal_is_in_chinese(password: str) -> None:
    assert not re.search("[A-Za-z]", faults(password, HOLDER))
