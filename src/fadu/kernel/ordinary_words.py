# SPDX-License-Identifier: MulanPSL-2.0
"""Ordinary words: what is made of nothing else names nobody, and what they leave of a word may be somebody.

Roles, labels and the words of the trade stand in `plain_words.txt`, what everybody says in `common_words.txt`, in three groups: what nobody
is called by, what somebody may be called by, and what goods and businesses are called, be it like a person.
"""

from __future__ import annotations

import re
from functools import cache

from fadu.kernel.letters import spelled_alike
from fadu.kernel.name_words import (
    CALLS,
    NAMES_A_BODY,
    NAMES_A_HOUSE,
    NAMES_A_PLACE,
    TITLES,
    data,
    looks_like_a_name,
    plain_words,
)

#: letters that stand at the end of a piece and are no part of a name there
_LITTLE = frozenset(spelled_alike("的系是叫为在住说称讲和与及跟向该因从之我姓其有也就都很到去来请"))
#: letters that stand between ordinary words and make no name of them: 有事请打电话
_BETWEEN = _LITTLE | frozenset(
    spelled_alike("后前时内外上下里中再还又已勿先打发不可以能会要想只别事了过着吃买用看给被把让对接怕")
)
#: what somebody is called among colleagues, at the end of what is said of him: 包子铺小芳, 老王头
CALLED = re.compile(f"[{spelled_alike('小老阿')}][\u3400-\u9fff]{spelled_alike('头')}?$")


def looks_like_a_call_name(word: str) -> bool:
    """Whether a word by itself is what somebody is called among people who know him, whatever his surname.

    >>> [word for word in ("小芳", "阿珍", "老王头", "小声", "小区", "老板") if looks_like_a_call_name(word)]
    ['小芳', '阿珍', '老王头']
    """
    plain = spelled_alike(word)
    return bool(CALLED.fullmatch(plain)) and not is_ordinary(plain)


def is_somebody(words: str) -> bool:
    """Whether words are a name or nickname, with no more than roles and labels around; a place called so is nobody.

    >>> [words for words in ("小区居民赵小柱", "店员小芳", "张江路居民", "同行业经营者") if is_somebody(words)]
    ['小区居民赵小柱', '店员小芳']
    """
    core = without_ordinary_ends(words)
    return (looks_like_a_name(core) and not is_called_openly(core)) or looks_like_a_call_name(core)


def without_ordinary_ends(plain: str) -> str:
    """What is left of a word without the roles, labels and verbs in front of it and behind it.

    >>> without_ordinary_ends("小区居民赵小柱"), without_ordinary_ends("店员小芳说")
    ('赵小柱', '小芳')
    """
    ends, plain = _end_words(), spelled_alike(plain)
    while True:
        before = plain
        sizes = range(min(len(plain), ends.longest), 1, -1)
        plain = plain[next((size for size in sizes if plain[:size] in ends.words), 0) :]
        sizes = range(min(len(plain), ends.longest), 1, -1)
        last = (size for size in sizes if plain[-size:] in ends.words)
        plain = plain[
            : len(plain) - next((n for n in last if n == len(plain) or not CALLS.match(plain[-n:])), 0)
        ]
        if len(plain) > 2 and plain[0] in _LITTLE and not looks_like_a_name(plain):
            plain = plain[1:]
        if len(plain) > 2 and plain[-1] in _LITTLE:
            plain = plain[:-1]
        if plain == before:
            return plain


def is_called_openly(core: str) -> bool:
    """Whether a word is what a place, a house or a public body is called."""
    if len(core) == 2 and CALLED.fullmatch(core) and not is_ordinary(core):
        return False
    return any(pattern.search(core) for pattern in (NAMES_A_BODY, NAMES_A_HOUSE, NAMES_A_PLACE))


def is_ordinary(plain: str) -> bool:
    """Whether a word is made of ordinary ones."""
    words, reached = _ordinary(), {0}
    for at in range(len(plain)):
        if at in reached:
            reached.update(at + size for size in range(2, 9) if plain[at : at + size] in words)
            if plain[at] in _BETWEEN and len(plain) > 1:
                reached.add(at + 1)
    return len(plain) in reached


def is_a_word(plain: str) -> bool:
    """Whether letters are one ordinary word."""
    return plain in _ordinary()


class _Ends:
    """The words taken off the ends of a piece."""

    def __init__(self) -> None:
        self.words = frozenset(word for word in plain_words() if len(word) > 1)
        self.longest = max(map(len, self.words))


@cache
def _end_words() -> _Ends:
    return _Ends()


@cache
def _ordinary() -> frozenset[str]:
    titles = {title for title in spelled_alike(TITLES).split("|") if len(title) > 1}
    return _end_words().words | _common(0) | nouns() | titles


@cache
def nouns() -> frozenset[str]:
    """The common words that somebody may be called by."""
    return _common(1)


@cache
def brands() -> frozenset[str]:
    """What goods and businesses are called that looks like somebody: 康师傅, 李锦记."""
    return _common(2)


def _common(group: int) -> frozenset[str]:
    words = data("common_words.txt").split("\n\n")[group].split()
    return frozenset(spelled_alike("|".join(words)).split("|"))
