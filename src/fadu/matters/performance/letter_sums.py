# SPDX-License-Identifier: MulanPSL-2.0
"""How a letter of dunning speaks of each sum it names: of which money, whether as demanded, as paid, or in passing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fadu.kernel.sums_in_words import sums_named
from fadu.kernel.word_lists import word_lists

if TYPE_CHECKING:
    from fadu.kernel.sums_in_words import Named

FINE, GAINS, ADDITIONAL = "罚款", "没收的违法所得", "加处的罚款"
LISTS = word_lists("fadu.matters.performance", "letter_words.txt")
_KIND: Mapping[str, str] = {
    word: title
    for key, title in (("additional", ADDITIONAL), ("gains", GAINS), ("fine", FINE))
    for word in LISTS.of(key)
}
_KINDS = re.compile("|".join(_KIND))
_MONEY = re.compile(rf"(?:{LISTS.pattern('money')}|第.{{1,3}}期)(?:{LISTS.pattern('joins')}|[:“\s])*$")
_IN_BRACKETS = re.compile(r"\([^()]*\)\s*$")
_OF_OTHER_THINGS = re.compile(rf"{LISTS.pattern('of_other_things')}|[0-9一二三]%")
_PAID = LISTS.pattern("paid")
_PAID_BEFORE = re.compile(rf"{LISTS.pattern('paid_before')}|{LISTS.pattern('since')}.{{0,12}}{_PAID}")
_ALREADY = LISTS.pattern("paid_behind")
_PAID_BEHIND = re.compile(rf"^\)?(?:{_ALREADY}|.{{0,3}}{_ALREADY}{_PAID})")
#: words that demand the whole; 全部到期罚款 and 第一期的全部罚款 are not the whole
_ALL = re.compile(
    rf"{LISTS.pattern('whole')}[^，。；]{{0,6}}罚款|罚款[^，。；]{{0,6}}{LISTS.pattern('whole_behind')}"
)
_OF_WHAT_IS_DUE = LISTS.search("of_what_is_due")
_LATER = LISTS.search("later")
_MAY_FOLLOW = LISTS.search("may_follow")
_URGES = LISTS.search("urges")
_WHOLE_OF_IT = LISTS.search("whole_of_it")
_TOGETHER = re.compile(rf"{LISTS.pattern('together')}[^，。；]{{0,8}}{_PAID}")
_FIGURE = re.compile(r"\d")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]|\d{1,2})期")


def sums_of_money(text: str) -> list[Named]:
    """The sums of money in a letter, without things that are counted in 块 and names that end like a sum (王二元)."""
    return [one for one in sums_named(text) if is_of_the_debt(one) or not _may_be_no_sum(one.words)]


def _may_be_no_sum(words: str) -> bool:
    return words.endswith("块") or (len(words) == 2 and not words[0].isdecimal())


def is_of_the_debt(one: Named) -> bool:
    """Whether a sum stands right behind a word for money that is owed.

    >>> [is_of_the_debt(one) for one in sums_named("缴纳罚款（第一期）4000元，移交手机电池二十块")]
    [True, False]
    """
    return one.words.startswith("￥") or bool(_MONEY.search(_IN_BRACKETS.sub("", one.before)))


def is_demanded(one: Named) -> bool:
    """Whether a sum is certainly demanded: money of the debt, not paid already, not what was decided, may follow or is of other things.

    >>> [is_demanded(one) for one in sums_named("罚款4000元已缴，尚欠3000元，逾期将加处罚款300元，被处罚款1万元")]
    [False, True, False, False]
    """
    return is_of_the_debt(one) and not is_paid(one) and not _OF_OTHER_THINGS.search(one.before)


def is_paid(one: Named) -> bool:
    """Whether a sum is said to have come in."""
    return bool(_PAID_BEFORE.search(one.before) or _PAID_BEHIND.search(one.behind))


def may_follow(one: Named) -> bool:
    """Whether an additional fine may be what follows if nothing is paid: 逾期不缴的，加处罚款300元."""
    return bool(_MAY_FOLLOW.search(one.before))


def is_urged(one: Named) -> bool:
    """Whether a sum is what a letter wants to have now, and not what it is a part of.

    >>> [is_urged(one) for one in sums_named("罚款10000元，现要求立即一并缴纳10000元，请缴纳10000元中到期的7000元")]
    [False, True, False, False]
    """
    behind = one.behind.lstrip(")")
    is_a_part = _WHOLE_OF_IT.match(behind)
    return not is_a_part and bool(_URGES.search(one.before) or _URGES.search(_FIGURE.split(behind)[0]))


def urges_what_is_later(text: str) -> bool:
    """Whether a letter that speaks of money due later wants it now.

    >>> urges_what_is_later("缴纳7000元，未到期的3000元一并缴纳"), urges_what_is_later("未到期的3000元按期缴纳")
    (True, False)
    """
    return speaks_of_later(text) and bool(_TOGETHER.search(text))


def money_of(one: Named) -> str:
    """Of which money a sum is, by the last word before it that says so; empty where none does."""
    return next((_KIND[word] for word in reversed(_KINDS.findall(_one_word(one.before)))), "")


def _one_word(before: str) -> str:
    return re.sub(r"加处的?罚款", "加处", before)


def demands_all(text: str) -> bool:
    """Whether the whole fine is demanded in words.

    >>> demands_all("缴纳全部罚款"), demands_all("缴纳全部到期罚款"), demands_all("缴清第一期的全部罚款")
    (True, False, False)
    """
    return any(not _OF_WHAT_IS_DUE.search(one[0]) for one in _ALL.finditer(text))


def speaks_of_later(text: str) -> bool:
    """Whether a letter says of some money that it is due later."""
    return bool(_LATER.search(text))


def ordinals(text: str) -> list[int]:
    """Which instalments a letter names by their number.

    >>> ordinals("缴纳第一期、第2期罚款")
    [1, 2]
    """
    signs = "一二三四五六七八九十"
    return [signs.find(one) + 1 or int(one) for one in _ORDINAL.findall(text)]
