# SPDX-License-Identifier: MulanPSL-2.0
"""Whether two spellings are the same words: without what is written between letters and parts no words; and whether a text says any."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

#: kinds of signs that stand between letters and are none: blanks, signs nobody sees, dashes
_BETWEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
#: a reason has so many letters, so many of them different
LETTERS, DIFFERENT = 5, 4
#: a word in Latin letters or figures has so many of them that differ
WORD = 2
#: the characters of Han, as a range of a pattern
HAN = "\u3400-\u9fff"
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


def is_signs_alone(text: object) -> bool:
    """Whether a text says nothing at all: strokes, dots and blanks, and neither a letter nor a figure.

    >>> is_signs_alone("。"), is_signs_alone("—— /"), is_signs_alone("无")
    (True, True, False)
    """
    return not any(sign.isalnum() for sign in str(text))


def is_a_word(text: object) -> bool:
    """Whether a text says at least a word, as every reason does, however short: a character, or two letters or figures that differ.

    >>> is_a_word("。"), is_a_word("x"), is_a_word("1111"), is_a_word("拒签"), is_a_word("no")
    (False, False, False, True, True)
    """
    signs = {sign for sign in letters(text) if sign.isalnum()}
    return len(signs) >= WORD or any(not sign.isascii() for sign in signs)


def is_reason(name: str) -> bool:
    """Whether a field asks for a reason, by its name.

    >>> is_reason("refusal_reason"), is_reason("repeated_because"), is_reason("lead_content")
    (True, True, False)
    """
    return name.endswith(("reason", "because"))


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


def within_quotes(text: object) -> str:
    """A text as it stands between “ and ”: its own quotes are the inner ones.

    >>> within_quotes("写明“主动撤下”")
    '写明‘主动撤下’'
    """
    return str(text).translate(_INNER)


_INNER = str.maketrans("“”", "‘’")
