# SPDX-License-Identifier: MulanPSL-2.0
"""A press that says what was said a short while ago: after "back" the browser shows the old text, and it would be recorded twice.

It is no ground against the act, for the same may happen twice; whoever presses is asked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from fadu.cases.models import Act
from fadu.cases.rules import asked_for, request_digest
from fadu.cases.world.sealed import veiled
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.model import Procedure

#: what was done longer ago is not taken for the same press
RECENT = timedelta(hours=2)


def is_recorded(press: str) -> bool:
    """Whether the act of a press stands recorded; what is no number of a press is none."""
    try:
        number = UUID(press)
    except ValueError:
        return False
    return Act.objects.filter(request_id=number).exists()


def in_case(
    case: Case,
    procedure: Procedure,
    officer: Officer,
    *,
    action: str,
    payload: Mapping[str, Any],
    party: str,
    said: str,
    now: datetime,
) -> str:
    """That an officer did the same in a case a short while ago, in words; nothing where not. ``said`` is when it is said to have been."""
    acts = Act.objects.filter(case=case, officer=officer, action=action, recorded_at__gte=now - RECENT)
    asked = asked_for(action, veiled(procedure, payload), party, said)
    rule = procedure.actions.get(action)
    return _words(acts.order_by("-seq"), asked, rule.title if rule else BUILT_IN.get(action, ""), now)


def by_opening(
    procedure: Procedure,
    officer: Officer,
    *,
    action: str,
    payload: Mapping[str, Any],
    names: Iterable[str],
    said: str,
    now: datetime,
) -> str:
    """That an officer opened a case with the same content and parties of these names a short while ago, in words; nothing where not."""
    acts = Act.objects.filter(officer=officer, seq=1, action=action, recorded_at__gte=now - RECENT)
    same_kind = acts.filter(case__kind=procedure.key).order_by("-recorded_at")
    for name in names:
        called = Q(case__parties__party__name=name) | Q(case__parties__party__names__name=name)
        same_kind = same_kind.filter(called).distinct()
    asked = asked_for(action, veiled(procedure, payload), "", said)
    return _words(same_kind, asked, procedure.actions[action].title, now)


def _words(acts: Iterable[Act], asked: bytes, title: str, now: datetime) -> str:
    for act in acts:
        if act.request_digest and act.request_digest == request_digest(asked, act.request_salt):
            minutes = int((now - act.recorded_at).total_seconds()) // 60
            ago = f"{minutes}分钟前" if minutes else "刚才"
            moment = act.recorded_at.astimezone(LEGAL_TIME)
            return f"您{ago}（{moment:%H:%M}）已经办理过内容完全相同的“{title}”。不是重复提交、确需再办一次的，再次提交。"
    return ""
