# SPDX-License-Identifier: MulanPSL-2.0
"""Several signatures at one press: each paper is shown first, each signature is an act of its own, each refusal is told by itself."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render

from fadu.cases.acts import foreseeing, services
from fadu.cases.errors import ActRefusedError
from fadu.cases.reading import sight
from fadu.cases.reading.sight import Sight
from fadu.cases.world import worlds
from fadu.desk import addresses, asking, papers_shown, turn_lines, words
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.shown import afterwards, opinions
from fadu.desk.shown.about_act import pending_of, signing
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.people.actors import OfficerActor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.desk.asking import Question
    from fadu.desk.papers_shown import Papers
    from fadu.desk.shown.opinions import Said
    from fadu.procedure.decision import Ground

#: so many are looked at and signed at once
MOST = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A signature that waits: what is signed, and the papers it is put to."""

    case: Case
    action: str
    title: str
    request_id: str
    revision: int
    signing: dict[str, Any]
    papers: Papers
    warnings: Sequence[Question]
    moved: Sequence[str]
    #: what was said against the proposal that is signed
    opinions: Sequence[Said] = ()

    @property
    def key(self) -> str:
        """By what a press names it."""
        return f"{self.case.pk}:{self.action}"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one signature: nothing against it, or why it was not given."""

    case: Case
    title: str
    action: str
    message: str = ""
    grounds: Sequence[Ground] = field(default_factory=tuple)


@for_officers
def show(request: HttpRequest) -> HttpResponse:
    """The signatures that wait for the officer, those ticked in the inbox or all; a press signs those that are
    ticked here, after their papers: nothing is ticked beforehand, and one that stands alone is signed by the button.
    """
    officer = officer_of(request)
    waiting = [turn for turn in turn_lines.at_the_desk(officer, clock.now()) if turn.kind == "sign"]
    given = request.POST if request.method == "POST" else request.GET
    ticked = set(given.getlist("sign"))
    if request.method == "POST":
        outcomes = [signed(request, turn) for turn in waiting[:] if key_of(turn) in ticked]
        refused = [each for each in outcomes if each.message or each.grounds]
        if outcomes and not refused:
            for each in outcomes:
                messages.success(request, afterwards.signed_of(each.case, each.action, officer, clock.now()))
            return redirect("desk:inbox")
        if outcomes or ticked:
            context = {"signed": [each for each in outcomes if each not in refused], "refused": refused}
            return render(request, "desk/signed.html", {**context, "gone": len(ticked) - len(outcomes)})
        messages.warning(request, "没有勾选任何一件，没有签署。")
    chosen = [turn for turn in waiting if key_of(turn) in ticked] or waiting
    items = [item_of(request, turn) for turn in chosen[:MOST]]
    return render(request, "desk/signing.html", {"items": items, "more": len(chosen) - len(items)})


def key_of(turn: OpenTurn) -> str:
    """By what a signature is ticked."""
    return f"{turn.case.pk}:{turn.what}"


def item_of(request: HttpRequest, turn: OpenTurn) -> Item:
    """A signature as it is looked at before it is given."""
    case, action, by = turn.case, turn.what, OfficerActor(officer=officer_of(request))
    state, now = worlds.state_of(case), clock.now()
    seen = sight.sight_of(by.officer, case, now)
    return Item(
        case=case,
        action=action,
        title=words.action_title(case, action),
        request_id=str(uuid.uuid4()),
        revision=case.revision,
        signing=signing(case, state, action),
        papers=papers_shown.shown(
            lambda: (
                foreseeing.papers_of(case=case, action=action, by=by, payload={}, at=None)
                if pending_of(state, action)
                else ()
            )
        ),
        warnings=asking.questions(warnings_of(request, case, action)),
        moved=foreseeing.moved_since_signed(case=case, action=action, by=by),
        opinions=opinions.beside(case, state, action, by.officer, seen or Sight.HEADER, now),
    )


def warnings_of(request: HttpRequest, case: Case, action: str) -> tuple[str, ...]:
    """What a signature would be recorded with as warnings."""
    by = OfficerActor(officer=officer_of(request))
    return foreseeing.of_act(case=case, action=action, by=by, payload={}).warnings


def signed(request: HttpRequest, turn: OpenTurn) -> Outcome:
    """Give one signature; whatever comes in its way is told, and the others are given all the same."""
    case, action = turn.case, turn.what
    about: dict[str, Any] = {"case": case, "action": action, "title": words.action_title(case, action)}
    try:
        shown = set(request.POST.getlist(asking.WARNED))
        if any(each.mark not in shown for each in asking.questions(warnings_of(request, case, action))):
            return Outcome(**about, message="有提示还没有核对。请打开核对，勾选“已核对”后签署。")
        services.perform(
            case=case,
            action=action,
            by=OfficerActor(officer=officer_of(request)),
            request_id=addresses.request_id_said(request.POST.get(f"request-{key_of(turn)}", "")),
            revision=addresses.revision_said(request.POST.get(f"revision-{key_of(turn)}", "")),
        )
    except ActRefusedError as error:
        return Outcome(**about, grounds=error.grounds)
    except FaduError as error:
        return Outcome(**about, message=error.message)
    except Exception:  # one that fails keeps none of the others from being signed
        log.exception("signature failed in %s", case.number)
        return Outcome(**about, message="系统出错了，这一件没有签署。请单独打开再试；仍不行的，告诉管理员。")
    return Outcome(**about)
