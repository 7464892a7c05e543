# SPDX-License-Identifier: MulanPSL-2.0
"""Sentences of law over lives: each a function with what it says in Chinese and English and its articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from judge.life import Deed, Life
    from judge.reading import Reading

    #: what speaks against a deed, given all that came before it; empty where nothing does
    Check = Callable[["Life", "Deed", "Reading"], str | None]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of law: against deeds that mean one of its words (every deed, where it names none)."""

    name: str
    chinese: str
    english: str
    articles: tuple[str, ...]
    words: frozenset[str]
    check: Check


@dataclass(frozen=True, slots=True)
class Breach:
    """A deed that breaks a sentence."""

    sentence: str
    seq: int
    deed: str
    why: str


ALL: dict[str, Sentence] = {}


def sentence(
    chinese: str, english: str, *articles: str, at: tuple[str, ...] = ()
) -> Callable[[Check], Check]:
    """Enter a sentence into the list. ``at`` are the words of the deeds it speaks about."""

    def entered(check: Check) -> Check:
        _asked_of.cache_clear()
        name = check.__name__
        if name in ALL:
            raise ValueError(f"two sentences are called {name}")
        ALL[name] = Sentence(name, chinese, english, articles, frozenset(at), check)
        return check

    return entered


def against(life: Life, deed: Deed, reading: Reading) -> Iterator[Breach]:
    """Every sentence a deed breaks, coming after the life so far."""
    for each in _asked_of(deed.words):
        if why := each.check(life, deed, reading):
            yield Breach(each.name, deed.seq, deed.name, why)


@cache
def _asked_of(words: frozenset[str]) -> tuple[Sentence, ...]:
    """The sentences that speak about a deed of these words."""
    return tuple(each for each in ALL.values() if not each.words or each.words & words)
