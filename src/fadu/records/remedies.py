# SPDX-License-Identifier: MulanPSL-2.0
"""The paragraph that names the remedies: body, term and last day come as data from the law of the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fadu.kernel.chinese_dates import chinese_date

#: names under which the data may arrive, best first
NAMES = {
    "reconsideration_body": ("reconsideration_body", "body"),
    "reconsideration_days": ("reconsideration_days", "days"),
    "reconsideration_last_day": ("reconsideration_last_day", "reconsideration_until"),
    "court": ("court", "litigation_court"),
    "litigation_months": ("litigation_months", "court_months", "months"),
    "litigation_last_day": ("litigation_last_day", "litigation_until", "court_last_day"),
}
#: what stands instead of a body's name where the data do not say which
SOME_BODY, SOME_COURT = "有管辖权的行政复议机关", "有管辖权的人民法院"


def paragraph(remedy: Any) -> str:
    """The text of the remedies: a finished text as it is, data as a sentence, nothing for nothing.

    >>> paragraph({"reconsideration_body": "江州市临水区人民政府", "reconsideration_days": 60,
    ...            "court": "江州市临水区人民法院", "litigation_months": 6})
    '如不服本决定，可以自收到本文书之日起60日内向江州市临水区人民政府申请行政复议；也可以自收到本文书之日起6个月内依法向江州市临水区人民法院提起行政诉讼。'
    """
    if remedy is None or isinstance(remedy, str):
        return remedy or ""
    sentences = [text for text in (_reconsideration(remedy), _litigation(remedy)) if text]
    if not sentences:
        return ""
    return f"如不服本决定，{'；也'.join(sentences)}。"


def _find(remedy: Any, key: str) -> Any:
    for name in NAMES[key]:
        value = remedy.get(name) if isinstance(remedy, Mapping) else getattr(remedy, name, None)
        if value:
            return value
    return None


def _reconsideration(remedy: Any) -> str:
    days = _find(remedy, "reconsideration_days")
    if not days:
        return ""
    body = _find(remedy, "reconsideration_body") or SOME_BODY
    return f"可以自收到本文书之日起{days}日内{_last(remedy, 'reconsideration_last_day')}向{body}申请行政复议"


def _litigation(remedy: Any) -> str:
    months = _find(remedy, "litigation_months")
    if not months:
        return ""
    court = _find(remedy, "court") or SOME_COURT
    return (
        f"可以自收到本文书之日起{months}个月内{_last(remedy, 'litigation_last_day')}依法向{court}提起行政诉讼"
    )


def _last(remedy: Any, key: str) -> str:
    day = _find(remedy, key)
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"（至{chinese_date(day)}止）" if isinstance(day, date) else ""
