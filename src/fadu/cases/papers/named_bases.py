# SPDX-License-Identifier: MulanPSL-2.0
"""A basis of punishment as papers name it: the offence, the article that was violated and, apart from it, the one that punishes.

A case keeps the key of the catalogue; 行政处罚法 59 wants the articles. The edition is that of the day the row itself names (the
violation's end), else that of the paper.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.clauses import BOOK, CLAUSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.law import Law
    from fadu.procedure.model import Field

#: how an article ends of which the catalogue names no paragraph and item
ARTICLE_ALONE = "条"
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百]+条")


def spelled(law: Law, columns: Mapping[str, Field], row: Mapping[str, Any], on: date) -> dict[str, str]:
    """``offence``, ``violated`` and ``punished`` of a row that names a basis of the catalogue; nothing for another."""
    keys = [str(row.get(key) or "") for key, column in columns.items() if column.suggests == BOOK]
    if not keys or keys[0] not in law.bases_by_key:
        return {}
    days = [row[key] for key, column in columns.items() if column.type == "date" and row.get(key)]
    day = date.fromisoformat(days[0]) if days else on
    try:
        basis = law.basis(keys[0], day)
    except FaduError:  # no edition on that day: the act is refused or found for it, the paper names nothing
        return {}
    return {
        "offence": basis.title,
        "violated": law.in_full(_violated(basis.violates, str(row.get(CLAUSE) or "").strip())),
        "punished": law.in_full(basis.punished),
    }


def _violated(article: str, clause: str) -> str:
    """The article with its clause, where the catalogue names none; which of several articles, where the clause begins with it.

    >>> _violated("《商标法》第五十七条", "第三项"), _violated("《食品安全法》第三十四条第十项", "第三项")
    ('《商标法》第五十七条第三项', '《食品安全法》第三十四条第十项')
    >>> _violated("《广告法》第九条、第十条", "第九条第三项")
    '《广告法》第九条第三项'
    """
    if which := _ARTICLE.match(clause):
        law, named = article.partition("》")[::2]
        if which[0] in named:
            return f"{law}》{clause}"
    return f"{article}{clause}" if article.endswith(ARTICLE_ALONE) else article
