# SPDX-License-Identifier: MulanPSL-2.0
"""Whether two spellings are the same words: without what is written between letters and parts no words."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

#: kinds of signs that stand between letters and are none: blanks, signs nobody sees, dashes
_BETWEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
#: a reason has so many letters, so many of them different
LETTERS, DIFFERENT = 5, 4
#: joints within a name or a number
_JOINTS = frozenset("·・•‧∙⋅.")


def letters(text: object) -> str:
    """A text in one width and case, without blanks, dashes, joints of names and signs nobody sees; what parts sentences stays.

    >>> letters("张 三"), letters("李·告发"), letters("139-1111 2222"), letters("１３９"), letters("姓王，明日")
    ('张三', '李告发', '13911112222', '139', '姓王,明日')
    """
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(sign for sign in folded if not _is_between(sign))


def says_something(text: object) -> bool:
    """Whether a reason is one at all: not strokes and dots, nor one character over and over.

    >>> says_something("。。。。"), says_something("啊啊啊啊啊"), says_something("依据适用正确")
    (False, False, True)
    """
    signs = [sign for sign in str(text) if sign.isalpha()]
    return len(signs) >= LETTERS and len(set(signs)) >= DIFFERENT


def spelled_alike(text: object) -> str:
    """The letters of a text, each character as one of those it is also written as: traditional and simplified, variants, Japanese forms.

    For asking whether a text says a name, never for telling two names apart: 乾, 幹 and 干 are one here. The classes are those of
    `spellings.txt`, one a line, after the tables of OpenCC (Apache-2.0, beside it).

    >>> spelled_alike("張 偉") == spelled_alike("张伟"), spelled_alike("李峯") == spelled_alike("李峰")
    (True, True)
    """
    return letters(text).translate(_alike())


@cache
def _alike() -> dict[int, str]:
    """Character -> the first of those it is also written as."""
    classes = files("fadu.kernel").joinpath("spellings.txt").read_text(encoding="utf-8").split()
    return {ord(sign): signs[0] for signs in classes for sign in signs[1:]}


def _is_between(sign: str) -> bool:
    return sign in _JOINTS or unicodedata.category(sign) in _BETWEEN
