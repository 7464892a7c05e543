# SPDX-License-Identifier: MulanPSL-2.0
"""How much of a thing a list says: pieces, kilograms and litres alike are numbers, their unit stands in another column."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation


def quantity_of(value: object) -> Decimal | None:
    """How much a list says, above nothing; None where it is no number.

    >>> quantity_of("6.5"), quantity_of("１０"), quantity_of(3)
    (Decimal('6.5'), Decimal('10'), Decimal('3'))
    >>> quantity_of("一批"), quantity_of("10盒"), quantity_of("-1"), quantity_of(None)
    (None, None, None, None)
    """
    try:
        number = Decimal(unicodedata.normalize("NFKC", str(value or "")).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None
