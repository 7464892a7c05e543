# SPDX-License-Identifier: MulanPSL-2.0
"""Lists of words that a text is searched for, kept in a file beside the module that asks: one list a line, the key, then its words.

Behind a ``|`` stand words that hold one of them and say something else: ``change 改为 但 | 不但 但凡``. A list may go on in further lines
that begin with its key. ``#`` begins a line that explains. A longer word goes before the shorter one it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from fadu.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one file, each asked for by its key."""

    where: str
    words: Mapping[str, tuple[str, ...]]
    #: words that hold one of a list and say something else
    others: Mapping[str, tuple[str, ...]]
    #: the keys that were asked for
    asked: set[str] = field(default_factory=set, compare=False)

    def pattern(self, key: str) -> str:
        """What matches one of the words of a list, where it is no part of a word that says something else.

        >>> lists = read_lists("change 改为 但 | 不但 但凡", "x.txt")
        >>> [one[0] for one in re.finditer(lists.pattern("change"), "不但罚款；但罚款改为三千元；但凡")]
        ['但', '改为']
        """
        return f"(?:{'|'.join(_apart(word, self.others.get(key, ())) for word in self.of(key))})"

    def of(self, key: str) -> tuple[str, ...]:
        """The words of a list."""
        if key not in self.words:
            raise BadInputError(expected=f"有“{key}”一行", got="没有", where=self.where, remedy="补上该行")
        self.asked.add(key)
        return self.words[key]

    def search(self, key: str) -> re.Pattern[str]:
        """The pattern of a list by itself."""
        return re.compile(self.pattern(key))


def _apart(word: str, others: tuple[str, ...]) -> str:
    """A word, not where one of the others stands around it."""
    barred = (
        f"(?!(?<={re.escape(other[: one.start()])}){re.escape(other[one.start() :])})"
        for other in others
        for one in re.finditer(f"(?={re.escape(word)})", other)
    )
    return f"{''.join(barred)}{re.escape(word)}"


def word_lists(package: str, name: str) -> WordLists:
    """The lists of a file of a package."""
    return read_lists(files(package).joinpath(name).read_text(encoding="utf-8"), f"{package}/{name}")


def read_lists(text: str, where: str) -> WordLists:
    """The lists of a text; refused is what would never be found or says nothing."""
    words: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, _, rest = line.partition(" ")
        said, _, besides = rest.partition("|")
        if not re.fullmatch("[a-z][a-z_]*", key) or not said.split():
            raise _wrong(where, number, "英文键和至少一个词", line)
        for word in said.split():
            _check(where, number, word, words.setdefault(key, []))
            words[key].append(word)
        others.setdefault(key, []).extend(besides.split())
    for key, some in others.items():
        for other in some:
            if not any(word in other and word != other for word in words[key]):
                raise _wrong(where, 0, f"“{key}”竖线后的词含有竖线前的词", other)
    return WordLists(
        where=where,
        words={key: tuple(some) for key, some in words.items()},
        others={key: tuple(some) for key, some in others.items()},
    )


def _check(where: str, number: int, word: str, before: list[str]) -> None:
    if word in before:
        raise _wrong(where, number, "每个词只写一次", word)
    if first := next((one for one in before if word.startswith(one)), ""):
        raise _wrong(where, number, f"较长的词写在“{first}”之前", word)


def _wrong(where: str, number: int, expected: str, got: str) -> BadInputError:
    return BadInputError(
        expected=expected, got=got, where=f"{where}第{number}行" if number else where, remedy="改正该行"
    )
