# SPDX-License-Identifier: MulanPSL-2.0
"""The case page: where it stands, its clocks with their explanation, what can be done and what not, and every act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.safestring import mark_safe

from fadu.cases.acts import clocks, services
from fadu.cases.reading import contradictions, openings, selectors, sight, turns
from fadu.cases.reading.sight import Sight
from fadu.cases.reading.veil import Veil
from fadu.cases.rules import names_of, party_id_of
from fadu.cases.world import sealed, worlds
from fadu.desk import words
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.desk.options import open_to
from fadu.desk.shown import (
    found,
    history,
    kin,
    money,
    offering,
    opinions,
    papers,
    persons,
    progress,
    waited_for,
)
from fadu.desk.shown.terms import clock_view, count_of, missed_by_parties, undecided_terms
from fadu.kernel import clock
from fadu.oversight import reach
from fadu.people import party_views
from fadu.people.actors import OfficerActor
from fadu.procedure import progress_chart

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.procedure.decision import Option


@for_officers
@of_one_moment
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case, as much of it as the officer may see."""
    (case, seen), officer, now = seen_by(request, case_id), officer_of(request), clock.now()
    options = services.explain(case=case, by=OfficerActor(officer=officer), at=now)
    near = sight.kin_known(officer, case, now)
    if seen == Sight.HEADER:
        return render(request, "desk/case_header.html", header(case, options, near))
    state, acts = worlds.known_state_of(case), selectors.acts_shown(case)
    parties = party_views.parties_of(party_id_of(party.key) for party in state.parties)
    opens, whole = sealed.may_open(case, officer), seen == Sight.WHOLE
    may_open = openings.may_open(seen)
    names, rows = names_of(state), papers.rows_of(case)
    open_turns, own_turns = turns.of_case_and_officer(case, officer, now)
    hidden = papers.hidden(rows, whole=whole)
    readings = clocks.readings_of(case, now, state=state)
    late = missed_by_parties(case, state, readings, now)
    terms, open_ones = undecided_terms(case, state, readings, names, now)
    terms += [clock_view(case, r, now.date(), names, late) for r in readings if count_of(r) not in open_ones]
    context = {
        "case": case,
        "kind": words.kind_title(case),
        "stage": words.stage_title(case),
        "legs": (legs := progress.legs_of(case, state, acts, now)),
        "progress": mark_safe(progress_chart.svg(legs)),  # noqa: S308 - drawn here, every word of it escaped
        "turns": waited_for.of_case(open_turns, state, options, Veil(officer, now), hidden=hidden),
        "opinions": opinions.of_turns(case, state, open_turns, officer, seen, now),
        "running": sorted((t for t in terms if t["runs"]), key=lambda t: (t["target"], str(t["due_on"]))),
        "ended": [t for t in terms if not t["runs"]],
        **offering.offered(case, state, options, own_turns, now.date()),
        "cannot": offering.barred(options),
        "pending": offering.pending(case, state, whole=whole),
        "timeline": history.timeline(case, acts, state, opens=opens, whole=whole),
        "parties": (shown := persons.parties_shown(state)),
        "completes_parties": whole,
        "opens_parties": may_open and any(party["sealed"] for party in shown),
        "opens_file": may_open,
        "asks_for_sealed": not opens
        and openings.may_ask(officer, seen, now)
        and any(True for act in acts for _ in sealed.closed_in(act.payload)),
        "openings": persons.openings_shown(case, state, names) if may_open else [],
        "documents": (listed := papers.documents(case, state, rows, whole=whole)),
        "files": {paper["access"] for paper in listed if not paper["void"]},
        "evidence": papers.evidence(case, state, opens=opens),
        "sums": money.sums_of(case, state, now),
        "assigned": persons.assigned(case, state),
        "may_serve": any(o.may for o in options if o.action == "serve"),
        "assigning": {o.action for o in options if o.may and o.action in {"assign", "release"}},
        "family": kin.family(case, near),
        "links": kin.links(case, sight.visible_to(officer, now)),
        "findings": found.by_cause(found.lines(reach.raised_in(case, officer, now), now)) if whole else [],
        "contradictions": [message for _, message in contradictions.of_case(case, state.entries, parties)],
    }
    return render(request, "desk/case.html", context)


def header(case: Case, options: tuple[Option, ...], near: list[Case]) -> dict[str, Any]:
    """What is shown of a case to whoever sees only that it is there: how it stands, and what they may do in it."""
    return {
        "case": case,
        "kind": words.kind_title(case),
        "stage": words.stage_title(case),
        "acts": [option for option in options if open_to(option)],
        "family": kin.family(case, near),
    }
