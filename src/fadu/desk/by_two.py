# SPDX-License-Identifier: MulanPSL-2.0
"""What a form says and does of a setting that two persons make: what is missing before it can be proposed, and what was proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.background import settings
from fadu.people import administration, setting_proposals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.db.models import QuerySet

    from fadu.people.models import Bureau, ProposedSetting

#: so many terms that move are named
NAMED = 20


def proposed(bureau: Bureau, what: str, content: Mapping[str, Any], words: str) -> str:
    """Propose a setting; what is to be said of it. Raises FaduError."""
    row = settings.propose(bureau=bureau, what=what, content=content, words=words)
    moves = f"确认以后，{row.moves}个未结期限随之改定。" if row.moves else ""
    return f"已提请确认：{words}。由另一人在“确认”页面确认后生效，此前不变。{moves}"


def follows(bureau: Bureau, what: str, content: Mapping[str, Any]) -> list[str]:
    """What would follow from a setting, a sentence each; nothing is written. Raises FaduError."""
    moved = settings.tried(bureau, what, content)
    lines = ["由另一人确认后生效，此前不变。"]
    lines += [f"{len(moved)}个未结期限改定。" if moved else "没有未结期限改定。"]
    lines += [f"{row['case']}　{row['clock']}：{row['before']}改为{row['after']}" for row in moved[:NAMED]]
    return [*lines, f"……另有{len(moved) - NAMED}个"] if len(moved) > NAMED else lines


def missing(bureau: Bureau) -> str:
    """What to do first where nobody else could confirm; empty where somebody could."""
    by = administration.keeper().officer
    return setting_proposals.nobody_to_confirm(bureau, beside=by) if by else ""


def waiting(bureau: Bureau, *kinds: str) -> QuerySet[ProposedSetting]:
    """The settings of these kinds that wait for a second person."""
    return setting_proposals.open_settings(bureau).filter(what__in=kinds)
