# SPDX-License-Identifier: MulanPSL-2.0
"""What of a sealed text gives somebody away, piece by piece, and the ways in which an open text is looked through for it.

A sealed field is written freely: a name, a nickname, a foreign name, a number, where somebody lives. So it is not asked what looks like a
name; each piece of it gives somebody away but what is no more than ordinary words (`plain_words.txt`: roles and labels;
`common_words.txt`: what everybody says) and what places, businesses and public bodies are called.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fadu.kernel.dwellings import addresses_in
from fadu.kernel.letters import spelled_alike
from fadu.kernel.name_words import SHORTEST_NUMBER as _LONG
from fadu.kernel.name_words import (
    data,
    folded,
    is_plain,
    is_whole_name,
    looks_like_a_name,
    names_in,
    pieces,
    without_counts,
)
from fadu.kernel.ordinary_words import CALLED, is_called_openly, is_ordinary, nouns, without_ordinary_ends
from fadu.kernel.spoken_digits import in_digits, without_spoken_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "\u3400-\u9fff"
#: the letters of other scripts than Han
_LETTERS = rf"[^\W\d_{_HAN}]"
#: a word between stops, blanks and digits
_PIECE = re.compile(r"[^\W\d_](?:[·・•‧∙⋅]?[^\W\d_])*")
_JOINT = re.compile("[·・•‧∙⋅]")
_IN_HAN = re.compile(f"[{_HAN}]")
_FOREIGN = re.compile(rf"{_LETTERS}+(?:[ \t.'’·-]+{_LETTERS}+)*")
_WORD_OR_NUMBER = re.compile(rf"{_LETTERS}+|\d+")
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*@[A-Za-z0-9.-]+")
#: the number of an account, shorter than one by which somebody is called
_SHORT_ACCOUNT = re.compile(r"(?:qq|微信|抖音|快手|企鹅|工号)\D{0,4}(\d{5,6})(?!\d)", re.IGNORECASE)
#: where what somebody is or where he works is told after his name
_TOLD_OF = re.compile(f"[{spelled_alike('的在系是住于')}]")
#: how what somebody does for a living ends, and hardly ever a name: 接线员
_TAKES = spelled_alike("员")
#: how words end that say what somebody is
_ROLE = re.compile(f"[{spelled_alike('员人主长者师工客户民友居事学戚')}]$")
#: words after which stands how somebody is called, be it an ordinary word
_NAMED = re.compile(
    r"(?:网名|昵称|姓名|名字|名叫|化名|绰号|外号|微信名|小名|称呼|自称|人称)[:为是叫“\"]*\s*([^\W\d_]{2,8})"
)
#: the number of a car
_PLATE = re.compile(rf"[{_HAN}][A-Za-z][·• .-]?(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])")
#: a letter beside one of Han: where a car is from, and nobody
_REGION = re.compile(rf"[{_HAN}]{_LETTERS}")
#: the last digits of a number, said as such, or left over where the others are covered
_END = "尾号"
_ENDS = re.compile(
    r"(?:尾号|末尾|(?:最?后|末)(?:\d位|几位)(?:数字?|号码)?)(?:[为是:“\"]|\s)*(\d{3,8})|(?<!\d)\d{2,4}(?:[*×]|x{2,})+(\d{3,8})|(?<!\d)(\d{3,8})(?:结尾|收尾|的尾号)"
)
_END_DIGITS = (3, 4, 5, 6)


def gives_away(text: object) -> tuple[str, ...]:
    """What of a text gives somebody away, as it is compared; a word between blanks gives him away only as a whole word.

    >>> gives_away("员工小芳 一三七零零九九零零七七")[1:4], gives_away("老王头，电话不详")[1:]
    (('13700990077', '小芳', '员工小芳'), ('老王头',))
    >>> gives_away("Wang Xiaoli")[1:], "3幢2单元501室" in gives_away("住阳光花园3幢2单元501室")
    ((' wang xiaoli ', ' wangxiaoli ', ' wang ', ' xiaoli ', 'xiaoli'), True)
    >>> gives_away("附近居民，不愿透露姓名"), gives_away("白云小区居民")[1:]
    ((), ())
    """
    names, whole = names_in(text), spelled_alike(text)
    words = [*_pieces_in(text), *_called(text), *_foreign(text), *addresses_in(text)]
    words += [each for name in names if name.isdecimal() for each in _parts_of(name)]
    words += [each for name in (*names, *words) for each in _given(name)]
    words += map(spelled_alike, _PLATE.findall(folded(text)))
    words += [f" {number} " for number in _SHORT_ACCOUNT.findall(folded(text))]
    if not words and names == (whole,) and not looks_like_a_name(whole):
        return ()
    return (
        tuple(dict.fromkeys(word for word in (whole, *names, *words) if len(word) > 1))
        if names or words
        else ()
    )


def as_compared(text: object) -> tuple[str, ...]:
    """The ways in which a text is looked through: its letters; with its digits folded; its words and numbers each by itself; its long
    numbers whatever stands between their digits; the ends of numbers said as such.

    >>> as_compared("请致电 １３７／００９９／００７７")[-1:], as_compared("幺三七零零九九零零七七")[-1:]
    (('13700990077',), ('13700990077',))
    >>> as_compared("Xiaoli来电，尾号0077的机主")[1:]
    (' xiaoli 0077 ', '尾号0077')
    >>> len(as_compared("货值12,000元"))
    1
    """
    plain, spoken = spelled_alike(text), in_digits(folded(text))
    ways = [plain, spelled_alike(spoken)]
    if re.search(rf"{_LETTERS}|(?<!\d)\d{{5,6}}(?!\d)", plain):
        ways.append(f" {' '.join(_WORD_OR_NUMBER.findall(spoken.casefold()))} ")
    digits = "".join(sign for sign in spoken if sign.isalnum())
    ways += [run for run in re.findall(r"[0-9]+", digits) if len(run) >= _LONG and run not in plain]
    ways += [f"{_END}{said}" for said in map("".join, _ENDS.findall(spoken)) if said not in ways]
    return tuple(dict.fromkeys(ways))


def is_a_foreign_name(words: str) -> bool:
    """Whether words in other letters are more than ordinary ones.

    >>> is_a_foreign_name("wang xiaoli"), is_a_foreign_name("app"), is_a_foreign_name("qq mail")
    (True, False, False)
    """
    return any(True for _ in _foreign(words))


def _pieces_in(text: object) -> Iterator[str]:
    """The pieces of a text that are no ordinary words, and what is left of each without roles and labels around."""
    spoken = without_counts(without_spoken_numbers(_ACCOUNT.sub(" ", folded(text))))
    for run in _PIECE.findall(spoken):
        yield from (
            part
            for part in map(spelled_alike, _JOINT.split(run)[1:])
            if part in nouns() or _is_of_somebody(part)
        )
        plain = spelled_alike(run)
        core = without_ordinary_ends(plain)
        if not _IN_HAN.search(core) or len(plain) < 2 or is_plain(plain) or _REGION.fullmatch(core):
            continue
        yield from _nickname_in(core)
        if is_called_openly(core):
            yield from (part for part in _TOLD_OF.split(core)[:-1] if _is_of_somebody(part))
        elif not is_ordinary(core) and not (core.endswith(_TAKES) and not looks_like_a_name(core)):
            yield from (plain, core, *_segments(core), *([core[-3:]] if is_whole_name(core[-3:]) else []))
        elif _is_alone(plain, core):
            yield plain
        elif core in nouns() and _ROLE.search(plain.removesuffix(core)):
            yield from (plain, core)


def _is_of_somebody(word: str) -> bool:
    """Whether a part of a word is short enough for what somebody is called, and neither ordinary nor a place."""
    return (
        1 < len(word) < 5
        and _IN_HAN.search(word) is not None
        and not is_ordinary(word)
        and not is_called_openly(word)
    )


def _is_alone(plain: str, core: str) -> bool:
    """Whether an ordinary word stands alone where somebody is named, and may be what he is called: 美丽."""
    return plain == core and core in nouns() and not _ROLE.search(core)


def _nickname_in(core: str) -> Iterator[str]:
    """What somebody is called among colleagues, where a word ends with it."""
    end = CALLED.search(core)
    if end and not is_ordinary(end[0]):
        yield end[0]


def _segments(core: str) -> Iterator[str]:
    """What lies between the ordinary words of a longer one: 小芳的姐姐小丽."""
    for part in re.split(spelled_alike("的"), core):
        for each in (part, *pieces(part)):
            word = without_ordinary_ends(each)
            if word != core and _is_of_somebody(word):
                yield word


def _called(text: object) -> Iterator[str]:
    """How somebody is said to be called, an ordinary word though it be."""
    for said in _NAMED.findall(folded(text)):
        word = spelled_alike(said)
        if not is_plain(word):
            yield word


def _foreign(text: object) -> Iterator[str]:
    """The words of names in other letters, each by itself as a whole word, together and apart."""
    for run in _FOREIGN.findall(_ACCOUNT.sub(lambda mail: mail[0].partition("@")[0], folded(text))):
        words = [
            word
            for word in map(str.casefold, re.findall(rf"{_LETTERS}+", run))
            if word not in _plain_foreign()
        ]
        if len(words) > 1:
            together = "".join(words)
            yield from (f" {' '.join(words)} ", f" {together} ")
        for word in words:
            if len(word) > 2:
                yield f" {word} "
            if len(word) > 4:
                yield word


def _given(name: str) -> Iterator[str]:
    """What somebody is called without the surname: 晓丽."""
    if is_whole_name(name) and not is_ordinary(name[1:]):
        yield name[1:]


def _parts_of(number: str) -> Iterator[str]:
    """How a number is said without its beginning: without the area, by its last digits."""
    if len(number) > _LONG:
        yield number[-_LONG:]
    yield from (f"{_END}{number[-count:]}" for count in _END_DIGITS)


@cache
def _plain_foreign() -> frozenset[str]:
    return frozenset(data("plain_latin.txt").split())
