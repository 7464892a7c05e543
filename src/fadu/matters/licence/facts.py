# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards and clocks of a licence need to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.licence.anew import acceptance_anew as acceptance_anew
from fadu.matters.licence.anew import anew_by_order as anew_by_order
from fadu.matters.licence.anew import decision_anew as decision_anew
from fadu.matters.licence.anew import recall_anew as recall_anew
from fadu.matters.licence.anew import revocation_anew as revocation_anew
from fadu.matters.licence.ending import annulled, cancelled, taken
from fadu.matters.licence.hearings import hearing_awaited as hearing_awaited
from fadu.matters.licence.hearings import hearing_requested as hearing_requested
from fadu.matters.licence.hearings import recall_hearing_requested as recall_hearing_requested
from fadu.matters.licence.hearings import revocation_hearing_requested as revocation_hearing_requested
from fadu.matters.licence.renewals import renewal_of
from fadu.procedure.facts import fact
from fadu.procedure.legal_day import day_of

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World


@fact("deemed_accepted", rows=("XK-032C", "XC-015B"), version=2)
def deemed_accepted(world: World) -> Answer:
    """What was received by that day counts as accepted since, as nothing was told within the term.

    Received on 1 March, told what was missing, corrected on the 14th and then left unanswered: accepted as of the 14th.
    """
    silence = world.state.last("accept_by_law")
    receipts = (*world.state.done("receive"), *world.state.done("receive_corrections"))
    days = [(e.seq, day_of(world.procedure, e)) for e in receipts if silence and e.seq < silence.seq]
    if silence is None:
        return "no"
    return "no" if days and world.at.date() < max(days)[1] else "yes"


@fact("licence_gone", rows=("XK-070",), version=2)
def licence_gone(world: World) -> Answer:
    """The licence was revoked, recalled or cancelled, and that stands; or others annulled its grant."""
    return "yes" if taken(world.state) or cancelled(world.state) or annulled(world.state) else "no"


@fact("hearing_offered", rows=("XK-036", "XC-019"))
def hearing_offered(world: World) -> Answer:
    """Applicant and interested parties were told that they may ask for a hearing."""
    return "yes" if world.state.done("tell_interested") else "no"


@fact("interested_known", rows=("XK-036", "XC-019"))
def interested_known(world: World) -> Answer:
    """Somebody other than the applicant is in the case whose weighty interests the licence touches (行政许可法 36, 47)."""
    capacity = world.procedure.roles["interested"].capacity
    return "yes" if any(view.capacity == capacity for view in world.state.parties) else "no"


@fact("inspectors_assigned")
def inspectors_assigned(world: World) -> Answer:
    """Officers are assigned to verify the materials in substance on the spot (行政许可法 34)."""
    return "yes" if world.state.assigned.get("inspector") else "no"


@fact("site_check_unmet")
def site_check_unmet(world: World) -> Answer:
    """The last look on the spot ended with: does not meet the conditions; what was looked at without a conclusion is not known."""
    looks = list(world.state.done("inspect_site"))
    conclusion = looks[-1].payload.get("conclusion") if looks else "none"
    return "unknown" if not conclusion else "yes" if conclusion == "unmet" else "no"


@fact("renewal_in_time", rows=("XK-050A", "XC-027A"))
def renewal_in_time(world: World) -> Answer:
    """A renewal was asked for by the last day on which it may be: only then does silence renew the licence."""
    if world.value("application_kind") != "renewal":
        return "no"
    renewal = renewal_of(world)
    return "unknown" if renewal is None else "no" if renewal.is_late else "yes"


@fact("renewal_stops", rows=("XK-050A", "XC-027A"))
def renewal_stops(world: World) -> Answer:
    """A late renewal is accepted, and the trade stops at the expiry until it is granted."""
    renewal = renewal_of(world)
    if world.value("application_kind") != "renewal" or renewal is None:
        return "no"
    return "yes" if renewal.is_late and renewal.lateness == "stops" else "no"
