# SPDX-License-Identifier: MulanPSL-2.0
"""The floor of a fine where a history names no basis of the catalogue: read from the articles its text cites.

Nothing is said unless every article cited has bases on record, and each of them a floor whatever the case is like.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fadu.kernel.chinese_numerals import in_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fadu.law import Law
    from fadu.law.basis import Basis, Bracket

_INSTRUMENT = re.compile(r"[\u4e00-\u9fff]+?(?:法|条例|办法|规定|细则)(?=第|》)")
_NAMED = re.compile(r"[\u4e00-\u9fff》]{2,}第[一二三四五六七八九十百零\d]+条")
_ARTICLE = re.compile(r"(第[一二三四五六七八九十百零]+条)(第[一二三四五六七八九十]+款)?")
#: what stands between the name of an instrument and its articles: which edition of it is meant
_EDITION = re.compile(r"\([^()]*(?:年|修正|修订|公布|版)[^()]*\)")
#: an article written without the word before its number
_BARE = re.compile(r"(?<=[法例定则》])(?=[一二三四五六七八九十百零\d]+条)")
#: an instrument as a basis of the catalogue names it
_TITLE = re.compile(r"《([^》]+)》")
#: fewer letters than that are no short name
_SHORTEST = 3
#: what leads up to a name and is not part of it
_LEADING = re.compile(r"^(?:依据|根据|依照|按照|违反|适用|以及|中华人民共和国)+")


def articles_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Instrument, article and paragraph of everything a text cites; the paragraph is empty where none is named.

    >>> list(articles_in("《食品安全法》第六十七条第一款、第一百二十五条第一款第(二)项;广告法第五十五条"))[1:]
    [('食品安全法', '第一百二十五条', '第一款'), ('广告法', '第五十五条', '')]
    >>> list(articles_in("依据中华人民共和国食品安全法（２０２１年修正） 第 124 条"))
    [('食品安全法', '第一百二十四条', '')]
    >>> list(articles_in("食品安全法一百二十四条第一款"))
    [('食品安全法', '第一百二十四条', '第一款')]
    """
    text = _plain(text)
    starts = [(match.start(), match.end(), match[0]) for match in _INSTRUMENT.finditer(text)]
    for place, (_, end, name) in enumerate(starts):
        until = starts[place + 1][0] if place + 1 < len(starts) else len(text)
        for match in _ARTICLE.finditer(text, end, until):
            yield _LEADING.sub("", name), match[1], match[2] or ""


def _plain(text: str) -> str:
    """A text as the patterns read it: no blanks, no wide forms, no word on the edition, numbers of articles in characters."""
    text = _EDITION.sub("", "".join(unicodedata.normalize("NFKC", text).split()))
    return in_characters(_BARE.sub("第", text))


def names_an_article(text: str) -> bool:
    """Whether a text names a rule with its article, whatever the rule is called.

    >>> names_an_article("《某省裁量基准》第三条"), names_an_article("某省规定"), names_an_article("第三条")
    (True, False, False)
    """
    return _NAMED.search(text) is not None


def floor_of(law: Law, text: str, on: date) -> tuple[int, tuple[str, ...]] | None:
    """The lowest floor of the articles a text cites, in fen, with the articles; None where it is not on record."""
    floors: list[tuple[int, tuple[str, ...]]] = []
    for cited, article, paragraph in articles_in(text):
        name = _in_full(law, cited)
        bases = [basis for basis in _in_force(law, on) if _rests_on(basis, name, article, paragraph)]
        lowest = least_of(bases)
        if not lowest:
            return None
        floors.append((lowest, bases[0].cites))
    return min(floors, default=None)


def entries_under(law: Law, text: str, on: date) -> dict[str, Basis]:
    """The entries of the catalogue that rest on an article a text cites, as in force on a day; not those that only refer.

    By key: what is punished elsewhere is charged by that other article.
    """
    return {
        key: value
        for cited, article, paragraph in articles_in(text)
        for name in (_in_full(law, cited),)
        for key, values in law.bases_by_key.items()
        for value in values
        if value.is_in_force(on) and not value.refers and _rests_on(value, name, article, paragraph)
    }


def _in_full(law: Law, cited: str) -> str:
    """The name by which the catalogue knows an instrument; a short one (食安法) is read as the shortest whose letters it takes in order."""
    punished = [value.punished for values in law.bases_by_key.values() for value in values]
    if len(cited) < _SHORTEST or any(f"《{cited}》" in text for text in punished):
        return cited
    titles = {title for text in punished for title in _TITLE.findall(text)}
    meant = [title for title in titles if title[0] == cited[0] and _is_short_for(cited, title)]
    return min(meant, key=lambda title: (len(title), title), default=cited)


def _is_short_for(cited: str, title: str) -> bool:
    """Whether a name is made of letters of a title in their order, down to the last one."""
    rest = iter(title)
    return cited[-1] == title[-1] and all(letter in rest for letter in cited)


def least_of(entries: Iterable[Basis]) -> int:
    """The lowest floor of several entries in fen, whatever the case is like; zero where one of them has none."""
    return min((_least(bracket) for entry in entries for bracket in entry.brackets), default=0)


def _in_force(law: Law, on: date) -> Iterator[Basis]:
    return (value for values in law.bases_by_key.values() for value in values if value.is_in_force(on))


def _rests_on(basis: Basis, name: str, article: str, paragraph: str) -> bool:
    """Whether a basis is punished by an article; one that names another paragraph is not."""
    _, there, rest = basis.punished.partition(f"《{name}》{article}")
    return bool(there) and (not paragraph or rest.startswith(paragraph) or not rest.startswith("第"))


def _least(bracket: Bracket) -> int:
    """What the fine of a bracket is never below, whatever the case is like; zero where there is no such amount."""
    fine = bracket.fine
    if fine is None or fine.is_optional or bracket.correction_first:
        return 0
    if not fine.of:
        return fine.least
    compared = (
        c.figure for c in bracket.when.comparisons if c.measure == fine.of and c.relation in ("from", "above")
    )
    return int(max((fine.counts_at_least, *compared)) * fine.times_from)
