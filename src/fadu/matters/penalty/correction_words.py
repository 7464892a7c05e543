# SPDX-License-Identifier: MulanPSL-2.0
"""What of a penalty the text of a correction names: sums, kinds, a licence, a term; not the names, addresses and numbers it mends."""

from __future__ import annotations

import re

from fadu.kernel.sums_in_words import bare_sums, sums_said
from fadu.kernel.word_lists import word_lists

_QUOTES = r"“[^”]*”|「[^」]*」|‘[^’]*’|\"[^\"]*\""
_QUOTED = re.compile(_QUOTES)
#: a clause; quotes and the comma within a number tear it not apart
_CLAUSE = re.compile(rf"(?:{_QUOTES}|(?<=\d)[,，](?=\d{{3}})|[^，,。；;\n])+")
_TITLE = re.compile(r"《[^》]*》")
LISTS = word_lists("fadu.matters.penalty", "correction_words.txt")
_WORDS = LISTS.pattern
_WHERE_TO_PAY = re.compile(
    rf"{_WORDS('paid_what')}的?{_WORDS('paid_how')}+的?[^，。；罚]{{0,4}}?{_WORDS('paid_where')}"
)
_LABEL = LISTS.search("label")
_SUBSTANCE = re.compile(rf"{_WORDS('substance')}|[一二三四五六七八九十几数两\d]倍")
_IMPOSED = re.compile(rf"{_WORDS('imposed')}|{_WORDS('takes_away')}[^，。；]{{0,12}}{_WORDS('licence')}")
_NUMBER = r"[\d零〇一二两三四五六七八九十百半数几]+"
#: how often; how long: three months, two years, within ten days; not the parts of a date, 12个月饼, 三年级
_OTHERS = re.compile(
    rf"{_WORDS('others')}|{_NUMBER}(?:\.\d+)?\s*倍"
    rf"|{_NUMBER}个半?{_WORDS('spans')}|{_NUMBER}(?:日|天|周|年){_WORDS('within')}|{_NUMBER}天|半年"
    r"|(?<![\d零〇一二两三四五六七八九十])[一二两三四五六七八九十]{1,2}年(?![级度]|[零〇一二三四五六七八九十\d]{1,2}月)"
)
_DAYS = re.compile(rf"(?<![月\d零〇一二三四五六七八九十]){_NUMBER}日(?![期常化用])")
_DATE = re.compile(rf"月{_NUMBER}日")
#: a number that stands alone in quotes, no year: “50000”
_ALONE = re.compile(r"(?<=[“「‘\"])(?!(?:19|20)\d\d[”」’\"])\d[\d,]{2,9}(?:\.\d+)?(?=[”」’\"])")
_MONEY = LISTS.search("money")


def penalty_words(text: str) -> list[str]:
    """What of a penalty a text of correction names, as it says it; nothing where it certainly mends a slip alone.

    >>> penalty_words("罚款数额“伍万”更正为“伍佰万”")
    ['罚款', '伍万', '伍佰万']
    >>> penalty_words("当事人姓名“王二元”更正为“王二园”，住所更正为三元区十二号")
    []
    """
    plain = _WHERE_TO_PAY.sub("缴款账号", _TITLE.sub("", text))
    words = [word for clause in _CLAUSE.finditer(plain) for word in _named(clause[0])]
    return list(dict.fromkeys(words))


def _named(clause: str) -> list[str]:
    imposed, label = [one[0] for one in _IMPOSED.finditer(clause)], _QUOTED.sub("", clause)
    if not imposed and _LABEL.search(label) and not _SUBSTANCE.search(label):
        return []
    sums = [one for one in sums_said(clause) if not _is_small(one) or _MONEY.search(clause)]
    others = [one[0] for one in (*_OTHERS.finditer(clause), *_ALONE.finditer(clause))]
    days = [] if _DATE.search(clause) else [one[0] for one in _DAYS.finditer(clause)]
    return [*imposed, *sums, *bare_sums(clause), *others, *days]


def _is_small(words: str) -> bool:
    return words.endswith("块") or (len(words) == 2 and not words[0].isdecimal())
