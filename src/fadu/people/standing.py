# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a second person stands apart from who proposed: by what is entered in the ledger, never by what a row says.

A post and an account had since before the proposal, and a password that the proposer did not set lately: otherwise one person
makes a second one for the purpose. Where every account is young, as at the founding, the first password is passed over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger
from fadu.people import accounts, administration, second_person, selectors
from fadu.people.limits import UNLIMITED
from fadu.people.models import Account
from fadu.people.rules import confirming_posts

if TYPE_CHECKING:
    from fadu.people.models import Officer, ProposedAppointment, ProposedSetting, SecondFactorReset

    Proposal = ProposedAppointment | ProposedSetting | SecondFactorReset

OPENED, RESET = "account_opened", "account_reset"


def against(officer: Officer, proposal: Proposal) -> str:
    """Why somebody who may confirm does not stand apart from who proposed; empty where they do. The officer has an account."""
    if not _has_held_since_before(officer, proposal.proposed_at):
        return "您在提请以后才任可以确认的岗位，须由提请以前已经在任的人员确认。"
    entered_at = _begun(f"account:{officer.account.pk}")
    if entered_at is None or entered_at > proposal.proposed_at:
        return "您的账号在提请以后才开立，须由提请以前已有账号的人员确认。"
    set_lately = _set_by_proposer(officer.account, proposal)
    days = accounts.NOTICE_FOR // timedelta(days=1)
    if RESET in set_lately:
        return f"提请人在{days}日内重设过您的密码，须由他人确认。"
    if OPENED in set_lately and _others_stand_apart(officer, proposal):
        return f"您的账号由提请人在{days}日内开立，须由他人确认。"
    return ""


def _has_held_since_before(officer: Officer, moment: datetime) -> bool:
    """Whether a post that confirms is held whose appointment was entered, and began, before a moment."""
    held = selectors.holdings(officer, clock.now())
    entered = (
        _begun(f"appointment:{one.appointment_id}")
        for one in held
        if one.post in confirming_posts() and one.limits == UNLIMITED
    )
    return any(at is not None and at <= moment for at in entered)


def _begun(stream: str) -> datetime | None:
    """When the first entry of a stream was made; None where there is none."""
    first = ledger.said_in(stream).get(1)
    return datetime.fromisoformat(first.at) if first is not None and first.at else None


def _set_by_proposer(account: Account, proposal: Proposal) -> set[str]:
    """Which of opening and resetting an account the proposer did, from a while before the proposal on."""
    since = proposal.proposed_at - accounts.NOTICE_FOR
    moments = [datetime.fromisoformat(said.at) for said in ledger.said_in(f"account:{account.pk}").values()]
    days = {moment.astimezone(LEGAL_TIME).date() for moment in moments if moment >= since}
    streams = [administration.stream_of(proposal.bureau_id, day) for day in sorted(days)]
    return {
        said.kind
        for _, _, said in ledger.said_of(streams)
        if said.kind in {OPENED, RESET}
        and said.body.get("row") == f"account:{account.pk}"
        and said.body.get("by", {}).get("officer") == proposal.proposed_by_id
    }


def _others_stand_apart(officer: Officer, proposal: Proposal) -> bool:
    """Whether somebody else may confirm whose password the proposer did not set lately."""
    concerned = {officer.pk, proposal.proposed_by_id, proposal.officer_id}
    others = second_person.confirmers(proposal.bureau, clock.now()) - concerned
    return any(
        not _set_by_proposer(account, proposal)
        for account in Account.objects.filter(officer__in=others).order_by("pk")
    )
