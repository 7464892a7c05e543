# SPDX-License-Identifier: MulanPSL-2.0
"""The receipt (送达回证) of a paper handed over: filled in with the service it proves, and kept in the main file.

Who receives a paper signs on it, or a witness does where it is left. Post, systems and announcements leave proof of their own.
程序规定 82; 民事诉讼法 on service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.papers.contradicted import of_its_manner
from fadu.cases.papers.form_sources import SHARED, form_of, forms_in
from fadu.procedure.model import Issue
from fadu.records.delivery import manners

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.state import DocumentView

RECEIPT = Issue(template="service_receipt")


def receipts(permitted: Permitted, on: date) -> tuple[Issue, ...]:
    """The receipt that a service leaves: none where nobody received anything, by another manner, and before the form is in force."""
    payload = permitted.payload
    manner = manners().get(str(payload.get("manner")))
    if permitted.action != "serve" or not payload.get("effective_on") or manner is None or not manner.receipt:
        return ()
    return (RECEIPT,) if any(form.is_in_force(on) for form in forms_in(SHARED)[RECEIPT.template]) else ()


def served_view(world: World, payload: Mapping[str, Any]) -> DocumentView:
    """The paper that an act serves, as the case knows it."""
    return next(view for view in world.state.documents if view.ref == payload["document"])


def service_data(world: World, permitted: Permitted) -> dict[str, Any]:
    """What a receipt prints of the service: the paper alone, the manner and what belongs to it; nothing for another act."""
    if permitted.action != "serve":
        return {}
    payload = of_its_manner(permitted.payload)
    view = served_view(world, payload)
    title = form_of(world.procedure, view.template, view.issued_on).title
    return {
        "served": {"title": title, "number": view.number, "issued_on": view.issued_on.isoformat()},
        "manner": payload["manner"],
        "service_place": payload.get("address", ""),
        "receiver": payload.get("receiver", ""),
        "relation": payload.get("relation", ""),
        "refusal": payload.get("refusal", ""),
        "witness": payload.get("witness", ""),
        "filmed": bool(payload.get("filmed")),
        "received_on": payload.get("arrived_on", ""),
        "remark": _remark(payload),
    }


def _remark(payload: Mapping[str, Any]) -> str:
    """Through whom a paper was handed on, and what else proves that it was."""
    through = str(payload.get("through") or "")
    handed_on = f"由{through}代为送达" if through else ""
    return "；".join(part for part in (handed_on, str(payload.get("proof") or "")) if part)
