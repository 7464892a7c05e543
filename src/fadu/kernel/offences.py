# SPDX-License-Identifier: MulanPSL-2.0
"""A violation as people write it, without the words that a title or a form says around it itself."""

from __future__ import annotations

import re

#: suspicion before it, and what makes a case of it behind; 档案, 方案 and the like are things, no cases
_AROUND = re.compile(r"^(涉嫌)+|(?<![档方图备提答])一?案$")


def bare(violation: str) -> str:
    """The violation alone.

    >>> bare("涉嫌销售超过保质期的食品案"), bare("涉嫌涉嫌无照经营"), bare("伪造档案")
    ('销售超过保质期的食品', '无照经营', '伪造档案')
    """
    return _AROUND.sub("", violation.strip())
