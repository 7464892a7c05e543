# SPDX-License-Identifier: MulanPSL-2.0
"""Whether two spellings are the same words: without what is written between letters and parts no words."""

from __future__ import annotations

import unicodedata

#: kinds of signs that stand between letters and are none: blanks, signs nobody sees, dashes
_BETWEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
#: joints within a name or a number
_JOINTS = frozenset("·・•‧∙⋅.")


def letters(text: object) -> str:
    """A text in one width and case, without blanks, dashes, joints of names and signs nobody sees; what parts sentences stays.

    >>> letters("张 三"), letters("李·告发"), letters("139-1111 2222"), letters("１３９"), letters("姓王，明日")
    ('张三', '李告发', '13911112222', '139', '姓王,明日')
    """
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(sign for sign in folded if not _is_between(sign))


def _is_between(sign: str) -> bool:
    return sign in _JOINTS or unicodedata.category(sign) in _BETWEEN
