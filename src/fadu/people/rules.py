# SPDX-License-Identifier: MulanPSL-2.0
"""Pure rules about people: posts as data, who may stand in, quorum, masking names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.law import library
from fadu.people import data_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from fadu.people.data_files import Post

_DATA = Path(__file__).parent / "data"


@cache
def _posts() -> Mapping[str, Post]:
    return data_files.posts(_DATA / "posts.yaml")


@cache
def posts() -> Mapping[str, str]:
    """The posts: code -> title."""
    return {code: post.title for code, post in _posts().items()}


def duty(post: str) -> str:
    """What a post is for, in words."""
    return _posts()[post].may


@cache
def posts_for_two() -> frozenset[str]:
    """The posts that nobody gives or ends alone."""
    return frozenset(code for code, post in _posts().items() if post.two)


@cache
def confirming_posts() -> frozenset[str]:
    """The posts whose holders may be the second person."""
    return frozenset(code for code, post in _posts().items() if post.confirms)


@cache
def substitutable_posts() -> frozenset[str]:
    """The posts whose holders may name a stand-in for their own absence."""
    return frozenset(code for code, post in _posts().items() if post.substitute)


@cache
def posts_apart(post: str) -> frozenset[str]:
    """The posts that nobody holds beside a post, whichever of the two the data names it at."""
    named = {code for code, other in _posts().items() if post in other.apart}
    return frozenset(named.union(_posts()[post].apart if post in _posts() else ()))


@cache
def bodies() -> Mapping[str, str]:
    """The bodies the law names by their place: code -> how the law calls them."""
    return data_files.bodies(_DATA / "bodies.yaml")


@cache
def particulars() -> Mapping[str, str]:
    """What a bureau says of itself on its papers, how it is reached and where one pays: code -> title."""
    return data_files.particulars(_DATA / "particulars.yaml")


def local_words() -> Mapping[str, str]:
    """All that a bureau enters for its papers: bodies by their names here, and its own particulars."""
    return {**bodies(), **particulars()}


def reviewers_rule() -> date:
    """The day from which who begins to review needs the qualification; who reviewed before goes on."""
    return library().rules("legal_review/qualification")[0].in_force_from


def covers(start: datetime, end: datetime | None, at: datetime) -> bool:
    """Whether a span covers a moment: from its first moment up to, not including, its last.

    >>> from datetime import datetime
    >>> covers(datetime(2022, 1, 1), None, datetime(2022, 1, 1)), covers(datetime(2022, 1, 1), datetime(2022, 2, 1), datetime(2022, 2, 1))
    (True, False)
    """
    return start <= at and (end is None or at < end)


def quorum(members: int, *, numerator: int, denominator: int) -> int:
    """How many members must be present: the smallest whole number that is at least that share of them, and never none.

    >>> quorum(5, numerator=1, denominator=2), quorum(6, numerator=2, denominator=3), quorum(0, numerator=1, denominator=2)
    (3, 4, 1)
    """
    return max(1, -(-members * numerator // denominator))


def masked_name(name: str) -> str:
    """A natural person's name as published.

    >>> masked_name("张三丰"), masked_name("李四")
    ('张**', '李*')
    """
    return name[:1] + "*" * (len(name) - 1)


#: the part of an address that names province, city, and district or county
_DISTRICT = re.compile(r"(?:.{2,8}?(?:省|自治区))?(?:.{2,6}?[市州盟])?(?:.{1,7}?(?<!小)[区县旗市])?")


def masked_address(address: str) -> str:
    """A natural person's address as papers show it: as far as the district, and what follows hidden, however short it is.

    >>> masked_address("江临市清河区云溪路56号3幢"), masked_address("清河区柳树路5号"), masked_address("清河区")
    ('江临市清河区***', '清河区***', '清河区')
    >>> masked_address("柳树路5号")
    '柳树***'
    """
    district = _DISTRICT.match(address)
    shown = (district.group() if district else "") or address[:2]
    return shown if shown == address else f"{shown}***"
