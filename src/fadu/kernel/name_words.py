# SPDX-License-Identifier: MulanPSL-2.0
"""The words of a text that name somebody, and whether another text says one of them: each by itself, however it is spelled.

One field often holds a name and a number (“白露生，13700990077”). A text that says either names whoever the field is about, and says
the two together hardly ever. What is no name (`plain_words.txt`: 电话、店员、匿名) names nobody, and a text may say it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from fadu.kernel.letters import spelled_alike

if TYPE_CHECKING:
    from collections.abc import Iterator

#: the fewest digits of a number by which somebody is reached or known
SHORTEST_NUMBER = 7
#: the fewest digits of one written as a whole: further digits beside it are another
_WHOLE = 11
_HAN = "[\u3400-\u9fff]"
#: a letter that stands alone before a blank belongs to the next one: 张 三
_APART = re.compile(rf"(?<!{_HAN})({_HAN})\s+(?={_HAN})")
_RUN = re.compile(rf"{_HAN}(?:[·・•‧∙⋅]?{_HAN})*")
_JOINT = re.compile("[·・•‧∙⋅]")
#: numbers with what stands between their digits
_CHAIN = re.compile(r"\d[\d \-.‐-―()]*")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
#: names of accounts and addresses of mail
_ACCOUNT = re.compile(r"(?=[\w.@-]*[\d@_])[A-Za-z][A-Za-z0-9_.@-]{5,}")
_DIGITS = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸", "0001234567891123456789236")
#: what stands before a number that is the same without it: the country, the area
_BEFORE = re.compile(r"86(?=1\d{10}$)|0(?:10|2\d|[3-9]\d\d)(?=\d{7,8}$)")


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern of words as they are compared."""
    return re.compile(spelled_alike(pattern))


_TITLE = _words("(?:先生|女士|小姐|老师|师傅|同志|经理|老板|警官|大姐|大哥|大爷|大妈|阿姨|某某|某)$")
#: how words end that are called so after a place, or after a house, not after somebody
_PLACE = _words(
    "(?:[省市区县镇乡村路街巷弄号楼室栋幢座层组园城桥店铺厂院校馆厅部]|社区|小区|单元|大道|广场|大厦)$"
)
_HOUSE = _words("(?:公司|[局所委会处科队站报社台店厂院校馆厅部室]|集团|银行|中心|超市|市场|商场)$")
#: how a business is called, up to its kind: what stands before in one word with it is its name and nobody's
_KINDS = "公司|集团|超市|饭店|酒店|餐馆|餐厅|药店|商店|商行|商场|门店|水果店|医院|学校|银行|工厂|市场|合作社"
_BUSINESS = re.compile(f"^.*(?:{spelled_alike(_KINDS)})")
#: what is counted: the days of somebody's birth, floors and rooms
_COUNTED = re.compile(r"(?<=\d)(?:[年月日](?:出?生)?|[号岁室栋幢楼层元])")
#: how public bodies are called: who passes a matter on is named openly, and is nobody to be kept unnamed
_BODY = _words("(?:局|委|委员会|政府|办|办事处|法院|检察院|海关|支队|大队|监管所|管理所|派出所)$")
#: how somebody is called among colleagues, where it stands by itself: 小白、老王
_CALLED = re.compile(f"[{spelled_alike('小老阿')}]{_HAN}")
#: what may follow a name without a stop
_FOLLOWS = _words("(?=[系是为住在称说于向该因从])")


def names_in(text: object) -> tuple[str, ...]:
    """The words of a text that name somebody, as they are compared: the whole, what looks like a name, and long numbers.

    >>> names_in("白露生，13700990077")
    ('白露生,13700990077', '白露生', '13700990077')
    >>> names_in("店员 白 露 生（電話 137-0099-0077）")[1:], names_in("王女士 0571-85551234")[1:]
    (('白露生', '13700990077'), ('王女士', '85551234'))
    >>> names_in("匿名群众，电话不详"), names_in("市公安局")
    ((), ())
    """
    folded = _folded(text)
    words = list(dict.fromkeys([*_names(folded), *_numbers(folded), *_accounts(folded)]))
    whole = spelled_alike(text)
    if len(whole) > 1 and (words or not _is_plain(whole)) and not _BODY.search(whole):
        words.insert(0, whole)
    return tuple(dict.fromkeys(words))


def as_compared(text: object) -> tuple[str, ...]:
    """The ways in which a text is looked through: its letters, and its long numbers whatever stands between their digits.

    >>> as_compared("请致电 １３７／００９９／００７７")[1:], as_compared("幺三七零零九九零零七七")[1:]
    (('13700990077',), ('13700990077',))
    >>> len(as_compared("货值12000元"))
    1
    """
    plain = spelled_alike(text)
    shown = unicodedata.normalize("NFKC", str(text)).translate(_DIGITS)
    digits = "".join(sign for sign in shown if sign.isalnum())
    numbers = (run for run in re.findall(r"[0-9]+", digits) if len(run) >= SHORTEST_NUMBER)
    return (plain, *(run for run in dict.fromkeys(numbers) if run not in plain))


def looks_like_a_name(word: str) -> bool:
    """Whether a word by itself looks like the name of a person: a surname and one or two letters, no ordinary word.

    >>> looks_like_a_name("白露生"), looks_like_a_name("欧阳修文"), looks_like_a_name("常来"), looks_like_a_name("附近居民")
    (True, True, False, False)
    """
    plain = spelled_alike(word)
    return not _is_plain(plain) and _has_surname(plain)


def _folded(text: object) -> str:
    """A text in one width, without signs nobody sees, and letters of a name brought together."""
    wide = unicodedata.normalize("NFKC", str(text))
    return _APART.sub(r"\1", "".join(sign for sign in wide if unicodedata.category(sign) != "Cf"))


def _names(text: str) -> Iterator[str]:
    """What looks like a name: a surname with one or two letters; what comes first may end as a place does."""
    is_first = True
    for run in _RUN.findall(_COUNTED.sub(" ", text)):
        if _JOINT.search(run):
            parts = [spelled_alike(part) for part in _JOINT.split(run)]
            yield "".join(parts)
            yield from (part for part in parts[:1] if len(part) > 2)
            is_first = False
            continue
        plain = spelled_alike(run)
        if _CALLED.fullmatch(plain) and plain[1] in _surnames():
            yield plain
        for piece in _pieces(_BUSINESS.sub("", plain)):
            if name := _name(piece, is_first=is_first):
                yield name
            is_first = is_first and len(piece) < 2


def _name(piece: str, *, is_first: bool) -> str:
    """The name that a word without ordinary ones is or begins with; empty where it is none."""
    base = _TITLE.sub("", piece)
    if base != piece:
        return base if _fits(base, is_first=is_first) else piece if base[:1] in _surnames() and base else ""
    starts = (piece[: cut.start()] for cut in _FOLLOWS.finditer(piece))
    begins = "" if _has_surname(piece) else next(filter(_has_surname, starts), "")
    return begins or (piece if _fits(piece, is_first=is_first) else "")


def _fits(word: str, *, is_first: bool) -> bool:
    """Whether a word may be a name: without a surname it is an ordinary word as likely (食品、天天), which open texts have to say."""
    return _has_surname(word) and not _HOUSE.search(word) and (is_first or not _PLACE.search(word))


def _has_surname(word: str) -> bool:
    """Whether a word is a surname with one or two letters after it."""
    surnames = _surnames()
    return (word[:1] in surnames and len(word) in (2, 3)) or (word[:2] in surnames and len(word) in (3, 4))


def _numbers(text: str) -> Iterator[str]:
    """The long numbers; digits apart are one number where none of them is long by itself. Days are none."""
    for chain in _CHAIN.findall(text):
        parts = re.findall(r"\d+", chain)
        groups = [(is_whole, list(group)) for is_whole, group in groupby(parts, _is_number)]
        numbers = [
            number for is_whole, group in groups for number in (group if is_whole else ["".join(group)])
        ]
        yield from (_BEFORE.sub("", number) for number in numbers if _is_number(number))


def _is_number(digits: str) -> bool:
    return len(digits) >= SHORTEST_NUMBER and not (len(digits) < _WHOLE and _DAY.match(digits))


def _accounts(text: str) -> Iterator[str]:
    return map(spelled_alike, _ACCOUNT.findall(text))


def _pieces(run: str) -> list[str]:
    """What is left of a run of letters without its ordinary words."""
    return [piece for piece in _plain_words().split(run) if piece]


def _is_plain(plain: str) -> bool:
    """Whether nothing is left of a text without its ordinary words."""
    rest = "".join(sign for sign in _plain_words().sub("", plain) if sign.isalnum())
    return len(rest) < 2 or not _TITLE.sub("", rest)


@cache
def _surnames() -> frozenset[str]:
    """The surnames of one letter and of several, as they are compared."""
    single, several = _data("surnames.txt").splitlines()
    return frozenset(map(spelled_alike, [*single, *several.split()]))


@cache
def _plain_words() -> re.Pattern[str]:
    """What is no name, the longest first; a word of one letter only where nothing else stands."""
    words = sorted(map(spelled_alike, _data("plain_words.txt").split()), key=len, reverse=True)
    long, short = [w for w in words if len(w) > 1], [w for w in words if len(w) == 1]
    return re.compile("|".join([*map(re.escape, long), f"^[{''.join(short)}]+$"]))


def _data(name: str) -> str:
    return files("fadu.kernel").joinpath(name).read_text(encoding="utf-8")
