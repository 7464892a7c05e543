# SPDX-License-Identifier: MulanPSL-2.0
"""Whether two spellings are the same words: by their letters and digits alone."""

from __future__ import annotations

import unicodedata

#: what stands between letters and is none of them: dashes, joints, marks, brackets, blanks, signs nobody sees
_BETWEEN = frozenset("CPZ")


def letters(text: object) -> str:
    """The letters and digits of a text, of one width and case, without what stands between them.

    >>> letters("张 三"), letters("李·告发"), letters("139-1111 2222"), letters("１３９")
    ('张三', '李告发', '13911112222', '139')
    """
    folded = unicodedata.normalize("NFKC", str(text))
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in _BETWEEN).casefold()
