# SPDX-License-Identifier: MulanPSL-2.0
"""Reading an act under the text that judged it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fadu.cases.models import EditionText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.cases.models import Act


def texts_under(act: Act) -> Mapping[str, Mapping[str, Any]]:
    """What judged an act (``judges``) and the words of its edition (``words``), as they stood when it was recorded."""
    rows = EditionText.objects.filter(digest__in=[act.judges, act.words])
    return {row.what: json.loads(row.text) for row in rows}
