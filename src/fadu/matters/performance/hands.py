# SPDX-License-Identifier: MulanPSL-2.0
"""In whose hands things lie: the persons that a field names, however their names are spaced."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[、，,；;/]")


def persons(said: object) -> frozenset[str]:
    """Who is named in a text, one or several, each name without its spaces.

    >>> sorted(persons("李 某、赵某")), persons(None)
    (['李某', '赵某'], frozenset())
    """
    text = unicodedata.normalize("NFKC", str(said or ""))
    return frozenset(name for part in _BETWEEN.split(text) if (name := re.sub(r"\s+", "", part)))
