# SPDX-License-Identifier: MulanPSL-2.0
"""An amount as people write it in a cell: yuan, or 万元 where the heading, the mapping or the cell itself says so; also in characters."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from fadu.intake.reading.header import UNITS
from fadu.kernel.errors import BadInputError
from fadu.kernel.money import LIMIT
from fadu.kernel.sums_in_words import sums_named

_FIGURES = re.compile(
    r"(?:人民币|RMB|CNY)?\s*[¥￥]?\s*(?P<figures>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[^\d\s]*?)(?P<even>整|正)?",
    re.IGNORECASE,
)
_CHARACTERS = re.compile(
    r"(?:人民币)?(?P<sum>[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟元圆角分]+)[整正]?"
)


def parse_amount(text: str, *, unit: int = 0) -> int:
    """An amount into fen. ``unit``: how many yuan one is where the cell says nothing of it (0: one). Raises BadInputError.

    >>> parse_amount("5,000.5元整"), parse_amount("￥300"), parse_amount("人民币5000元"), parse_amount("1.2万"), parse_amount("0.5万元")
    (500050, 30000, 500000, 1200000, 500000)
    >>> parse_amount("0.5", unit=10_000), parse_amount("0.123456", unit=10_000), parse_amount("0.5万元", unit=10_000)
    (500000, 123456, 500000)
    >>> parse_amount("壹万元整"), parse_amount("一万二千元"), parse_amount("叁元伍角")
    (1000000, 1200000, 350)
    >>> parse_amount("5000元", unit=10_000)
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 应为单位与列名一致的金额（列名说的是万元）；实为“5000元”。请改正金额或者列名。
    """
    folded = unicodedata.normalize("NFKC", text.replace("，", ",")).strip()
    fen = _in_figures(folded, text, unit)
    if fen is None:
        fen = _in_characters(folded)
    if fen is None or abs(fen) >= LIMIT:
        said = f"以{_title(unit or 1)}计的金额" + (
            "，至多两位小数，如 1,234.50" if unit in (0, 1) else "，如 1.5"
        )
        raise BadInputError(expected=said, got=text, remedy="改正金额")
    return fen


def _in_figures(folded: str, text: str, unit: int) -> int | None:
    said = _FIGURES.fullmatch(folded)
    if said is None:
        return None
    own = UNITS.get(said["unit"], 0)
    if said["unit"] and not own:
        return None
    if own and unit not in (0, own) and (own == 1) != (unit == 1):
        raise BadInputError(
            expected=f"单位与列名一致的金额（列名说的是{_title(unit)}）", got=text, remedy="改正金额或者列名"
        )
    fen = Decimal(said["figures"].replace(",", "")) * (own or unit or 1) * 100
    return int(fen) if fen == fen.to_integral_value() else None


def _in_characters(folded: str) -> int | None:
    """An amount that is nothing but a sum in characters, with its yuan."""
    if not _CHARACTERS.fullmatch(folded):
        return None
    sums = sums_named(folded)
    return sums[0].fen if len(sums) == 1 and not sums[0].behind.strip("整正") else None


def _title(unit: int) -> str:
    return next(title for title, yuan in UNITS.items() if yuan == unit)
