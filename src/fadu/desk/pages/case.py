# SPDX-License-Identifier: MulanPSL-2.0
"""The case page: where it stands, its clocks with their explanation, what can be done and what not, and every act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import render

from fadu.cases.acts import clocks, services
from fadu.cases.papers import serving
from fadu.cases.reading import contradictions, openings, selectors, sight, turn_words, turns, worklist
from fadu.cases.reading.sight import Sight
from fadu.cases.rules import amber_from, light, names_of, officer_id_of, party_id_of
from fadu.cases.world import sealed, worlds
from fadu.cases.world.worlds import procedure_of
from fadu.desk import words
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.desk.options import leads_on, open_to
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import party_views
from fadu.people.actors import OfficerActor
from fadu.procedure import jointly
from fadu.procedure.model import BUREAU_RIGHT
from fadu.records.opened import has_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Act, Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.procedure.decision import ClockReading, Option
    from fadu.procedure.state import State

#: what the bureau may do and need not
_RIGHT = "本机关可以行使的权利，不行使不算逾期"


@for_officers
@of_one_moment
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case, as much of it as the officer may see."""
    (case, seen), officer, now = seen_by(request, case_id), officer_of(request), clock.now()
    options = services.explain(case=case, by=OfficerActor(officer=officer), at=now)
    known = sight.known_to(officer, now)
    if seen == Sight.HEADER:
        return render(request, "desk/case_header.html", header(case, options, known))
    state, acts = worlds.known_state_of(case), list(selectors.acts_of(case))
    parties = party_views.parties_of(party_id_of(party.key) for party in state.parties)
    opens, whole = sealed.may_open(case, officer), seen == Sight.WHOLE
    may_open = openings.may_open(seen)
    names = names_of(state)
    terms = [clock_view(case, r, now.date(), names) for r in clocks.readings_of(case, now, state=state)]
    context = {
        "case": case,
        "kind": words.kind_title(case),
        "stage": words.stage_title(case),
        "stages": stages(case, state, acts),
        "turns": turns_shown(case, state, now.date(), options, whole=whole),
        "running": sorted((t for t in terms if t["runs"]), key=lambda t: (t["target"], str(t["due_on"]))),
        "ended": [t for t in terms if not t["runs"]],
        **offered(case, state, options, turns.turns_in(case, officer, now)),
        "cannot": [o for o in options if not open_to(o)],
        "pending": pending(case, state, whole=whole),
        "timeline": timeline(case, acts, state, opens=opens, whole=whole),
        "parties": (shown := parties_shown(state)),
        "completes_parties": whole,
        "opens_parties": may_open and any(party["sealed"] for party in shown),
        "openings": openings_shown(case, state, names) if may_open else [],
        "documents": documents(case, state, whole=whole),
        "evidence": evidence(case, state, opens=opens),
        "assigned": assigned(case, state),
        "may_serve": any(o.may for o in options if o.action == "serve"),
        "family": family(case, known),
        "links": links(case, sight.visible_to(officer, now)),
        "contradictions": [message for _, message in contradictions.of_case(case, state.entries, parties)],
    }
    return render(request, "desk/case.html", context)


def offered(
    case: Case, state: State, options: Sequence[Option], own: Sequence[OpenTurn]
) -> dict[str, list[Option]]:
    """What the officer may do: first what it is his turn to do now (``ordinary``), then what else leads on, then what only adds.

    To send back what waits for a signature stands beside the signature.
    """
    due = {turn.kind if turn.kind in {"assign", "serve"} else turn.what for turn in own}
    due |= {pending.action for pending in state.pending}
    may = [option for option in options if open_to(option)]
    first = [option for option in may if option.action in due]
    beside = [option for option in may if option.action == "return_proposal" and first]
    rest = [option for option in may if option not in first and option not in beside]
    return {
        "ordinary": first,
        "beside": beside,
        "steps": [option for option in rest if leads_on(case, option)],
        "extras": [option for option in rest if not leads_on(case, option)],
    }


def openings_shown(case: Case, state: State, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Who opened what of the case and whose particulars; of whom is a party no more, that is said."""
    today = {party.key for party in state.parties}

    def called(key: str) -> str:
        return names.get(key, key) if key in today else f"{names.get(key, key)}（已不是本案当事人）"

    return [
        {"at": one.at, "by": one.by, "what": one.what, "whom": "、".join(map(called, one.whom))}
        for one in openings.of_case(case)
    ]


def turns_shown(
    case: Case, state: State, on: date, options: Sequence[Option], *, whole: bool
) -> list[dict[str, Any]]:
    """Whose turn it is, and what is open; a paper of the secondary file is not named to who sees no secondary file.

    What may not be done yet says what it waits for, in the words of the refusal (``waits``).
    """
    secondary = () if whole else case.documents.filter(access="secondary").values_list("template", "seq")
    hidden = {f"{template}/{seq}" for template, seq in secondary}
    names = names_of(state)
    return [
        {
            "what": "副卷文书待送达" if turn.what in hidden else turn_words.what(turn, names),
            "whom": turn_words.whom(turn, names),
            "since": turn.since,
            "until": turn.until,
            "waits": waits_for(turn, options),
            "cites": turn_words.cites(turn),
        }
        for turn in turns.turn_of(case, on)
    ]


def waits_for(turn: OpenTurn, options: Sequence[Option]) -> list[str]:
    """What the case still lacks for an act whose turn it is, whoever does it; nothing where it may be done, or that is not known."""
    if turn.kind not in {"act", "assign", "sign"}:
        return []
    grounds = (ground for option in options if option.action == turn.what for ground in option.grounds)
    return [ground.message for ground in grounds if ground.guard and not ground.unknown]


def header(case: Case, options: tuple[Option, ...], known: QuerySet[Case]) -> dict[str, Any]:
    """What is shown of a case to whoever sees only that it is there: how it stands, and what they may do in it."""
    return {
        "case": case,
        "kind": words.kind_title(case),
        "stage": words.stage_title(case),
        "acts": [option for option in options if open_to(option)],
        "family": family(case, known),
    }


def family(case: Case, known: QuerySet[Case]) -> dict[str, Any]:
    """The case this one springs from and those that spring from it, as far as the officer may know of them."""
    kin = known.filter(Q(parent=case) | Q(pk=case.parent_id) if case.parent_id else Q(parent=case))
    near = list(kin.order_by("pk"))
    return {
        "parent": next((other for other in near if other.pk == case.parent_id), None),
        "children": [
            {"case": child, "kind": words.kind_title(child), "stage": words.stage_title(child)}
            for child in near
            if child.pk != case.parent_id
        ],
    }


def evidence(case: Case, state: State, *, opens: bool) -> list[dict[str, Any]]:
    """The files of a case; those of the secondary file are named and opened only to those who handle the case."""
    acts = {entry.seq: entry for entry in state.done("attach")}
    rows = []
    for row in case.evidence.order_by("seq"):
        payload = sealed.opened(acts[row.seq].payload) if opens and row.seq in acts else {}
        closed = row.access == "secondary" and not opens
        rows.append(
            {
                "pk": row.pk,
                "title": payload.get("title", row.title),
                "kind": row.kind,
                "access": row.access,
                "closed": closed,
            }
        )
    return rows


def links(case: Case, visible: QuerySet[Case]) -> list[tuple[str, Case]]:
    """The linked cases that may be seen, each with what it is to this one."""
    rows = selectors.links_of(case)
    others = {other if one == case.pk else one for _, one, other in rows}
    seen = {other.pk: other for other in visible.filter(pk__in=others)} if rows else {}
    linked = [
        (words.link_words(case, kind).here, seen[other])
        if one == case.pk
        else (words.link_words(seen[one], kind).there, seen[one])
        for kind, one, other in rows
        if (other if one == case.pk else one) in seen
    ]
    return list(dict.fromkeys(linked))


def stages(case: Case, state: State, acts: Sequence[Act]) -> list[dict[str, object]]:
    """The stages of the procedure: those passed, the present one, those that may come."""
    passed = {act.stage_before for act in acts if act.seq not in state.void}
    return [
        {"title": stage.title, "here": key == state.stage, "past": key in passed and key != state.stage}
        for key, stage in procedure_of(case).stages.items()
        if not stage.final or key == state.stage
    ]


def whose_term(case: Case, reading: ClockReading, names: Mapping[str, str]) -> str:
    """Whose term a clock measures, in words, by name where it runs for one party of several; a duty of the bureau's own says
    only whom it is owed.
    """
    name = names.get(reading.about, "")
    if reading.whose == BUREAU_RIGHT:
        return _RIGHT
    if reading.whose == "bureau":
        return f"对{name}" if name else ""
    return f"{name or words.role_title(case, reading.whose)}的期限"


def clock_view(case: Case, reading: ClockReading, on: date, names: Mapping[str, str]) -> dict[str, Any]:
    """A clock with its state in words and its explanation line by line; ``names`` are those of the parties by key."""
    state, due = reading.state(on), reading.due_on
    runs = state in {"running", "overdue", "paused"}
    left = (due - on).days if due else None
    lamp = (
        light(due_on=due, on=on, amber_on=amber_from(reading.started_on, due) if due else None)
        if state in {"running", "overdue"}
        else "red"
        if state == "breached"
        else "grey"
    )
    days = worklist.work_days(worlds.law_for(case.bureau).calendar, on, due) if due else None
    return {
        "title": reading.title,
        "words": words.lamp_words(lamp, left, days)
        if state in {"running", "overdue"} and due
        else words.CLOCK_STATES[state],
        "light": lamp,
        "runs": runs,
        "whose": whose_term(case, reading, names),
        "due_on": due,
        "provisional": reading.provisional,
        "target": reading.target,
        "started_on": reading.started_on,
        "stopped_on": reading.stopped_on,
        "cites": reading.cites,
        "lines": reading.due.explanation.lines if reading.due else ["届满日尚未确定。"],
    }


def timeline(
    case: Case, acts: Sequence[Act], state: State, *, opens: bool, whole: bool
) -> list[dict[str, Any]]:
    """The acts in order; signatures stand with the act they led to, and alone where it is not complete or was sent back."""
    views: list[dict[str, Any]] = []
    marks = second_officers(case, state)
    signed: dict[str, list[dict[str, Any]]] = {}
    for act in acts:
        view = act_view(case, act, state, opens=opens, whole=whole)
        if act.seq in marks:
            view["by"] = [f"{name}{mark}" for name, mark in zip(view["by"], marks[act.seq], strict=True)]
        if act.action == "sign" and not view["void"]:
            signed.setdefault(act.payload["of"], []).append(view)
        elif act.action == "return_proposal":
            for signature in signed.pop(act.payload["of"], []):
                signature["returned"] = True
        elif act.action in signed:
            for signature in signed.pop(act.action):
                views.remove(signature)
                view["signed"] = [
                    *view["signed"],
                    f"{'、'.join(signature['by'])} {signature['at']:%m-%d %H:%M}",
                ]
        views.append(view)
    return views


def mended(act: Act, state: State) -> dict[str, tuple[Any, Any]]:
    """The days of an act that were mended since: as it was recorded, and as it is read now."""
    read = next((entry.payload for entry in state.entries if entry.seq == act.seq), {})
    return {
        key: (value, read[key])
        for key, value in act.payload.items()
        if isinstance(value, str) and isinstance(read.get(key), str) and read[key] != value
    }


def unmended(payload: dict[str, Any], corrected: Mapping[str, object]) -> dict[str, Any]:
    """A payload without the days that were mended, which are shown by themselves."""
    return {key: value for key, value in payload.items() if key not in corrected}


def second_officers(case: Case, state: State) -> dict[int, list[str]]:
    """Act done together -> what stands behind each name: nothing behind who recorded it, else whether and when it was confirmed."""
    procedure, said = procedure_of(case), jointly.confirmed(state)
    owed = {joint.entry.seq: joint.waiting for joint in jointly.unconfirmed(procedure, state)}
    marks: dict[int, list[str]] = {}
    for entry in state.entries:
        waiting = {one.person for one in owed.get(entry.seq, ())}
        if waiting or entry.seq in said:
            days = said.get(entry.seq, {})
            marks[entry.seq] = [
                "（待本人确认）"
                if one.person in waiting
                else f"（{days[one.person]:%m-%d}确认）"
                if one.person in days
                else ""
                for one in entry.by
            ]
    return marks


def act_view(case: Case, act: Act, state: State, *, opens: bool, whole: bool) -> dict[str, Any]:
    """An act in the timeline: who, when, what; sealed values covered unless this officer handles the case, and what belongs
    into the secondary file left out for whoever sees only the main one (not ``whole``).
    """
    procedure = procedure_of(case)
    payload = sealed.cover(procedure, act.payload)
    if not whole:
        payload = sealed.main_only(procedure, payload)
    if opens:
        payload |= sealed.opened(act.payload)
    corrected = mended(act, state)
    return {
        "seq": act.seq,
        "title": words.action_title(case, act.payload["of"] if act.action == "sign" else act.action),
        "is_signature": act.action == "sign",
        "at": act.happened_at.astimezone(LEGAL_TIME),
        "recorded_at": act.recorded_at.astimezone(LEGAL_TIME),
        "day_only": act.day_only,
        "void": act.seq in state.void,
        "by": [words.signed(case, s) for s in act.by],
        "standing": [s["holding"] for s in act.by if s.get("holding", "regular") != "regular"],
        "values": [
            *words.concerned(case, state, act.action, payload, whole=whole),
            *words.payload_words(case, unmended(payload, corrected), act.action),
            *words.corrections(case, state, act.seq),
        ],
        "mended": [
            (procedure.fields[key].title, words.day_words(str(was)), words.day_words(str(now)))
            for key, (was, now) in corrected.items()
        ],
        "signed": [],
        "returned": False,
        "imported": act.imported,
        "warnings": act.warnings,
    }


def parties_shown(state: State) -> list[dict[str, Any]]:
    """The parties by the names they bear in this case, with identity numbers and phones masked."""
    shown = party_views.party_views(party_id_of(party.key) for party in state.parties)
    return [
        {
            **shown[party_id_of(p.key)],
            "name": p.name,
            "capacity": p.capacity,
            "key": p.key,
            "id": party_id_of(p.key),
        }
        for p in state.parties
    ]


def documents(case: Case, state: State, *, whole: bool) -> list[dict[str, Any]]:
    """The documents of a case with their services; void ones stay, marked; those of the secondary file only to who sees the
    ``whole`` case.
    """
    served = {d.template + "/" + str(d.seq): d for d in state.documents}
    rows, names = [], names_of(state)
    shown = case.documents.all() if whole else case.documents.exclude(access="secondary")
    for row in shown.select_related("document").order_by("seq", "pk"):
        view = served.get(f"{row.template}/{row.seq}")
        rows.append(
            {
                "id": row.pk,
                "title": row.document.title,
                "number": row.document.number,
                "corrected": words.corrected_since(case, state, row.seq),
                "void": bool(view and view.void),
                "access": row.access,
                "opens": whole and has_sealed(row.document),
                "services": [
                    {
                        "on": s.effective_on,
                        "to": names.get(s.party, ""),
                        "manner": words.manner_title(s.manner),
                        "remedies": serving.remedies_after(case, row.document, s.effective_on),
                    }
                    for s in (view.services if view else ())
                ],
                "ref": view.ref if view else "",
                "may_be_served": bool(view and serving.may_be_served(procedure_of(case), state, view)),
            }
        )
    return rows


def assigned(case: Case, state: State) -> list[tuple[str, list[str]]]:
    """Who is assigned to which role."""
    return [
        (
            words.role_title(case, role),
            [words.officer_name(case, number) for p in persons if (number := officer_id_of(p))],
        )
        for role, persons in state.assigned.items()
        if persons
    ]


def pending(case: Case, state: State, *, whole: bool) -> list[dict[str, Any]]:
    """Actions that wait for signatures."""
    procedure = procedure_of(case)
    shown = {
        p.action: payload if whole else sealed.main_only(procedure, payload)
        for p in state.pending
        for payload in (sealed.cover(procedure, p.payload),)
    }
    return [
        {
            "action": p.action,
            "title": words.action_title(case, p.action),
            "signed": [s.name for s in p.signatures],
            "values": words.payload_words(case, shown[p.action], p.action),
        }
        for p in state.pending
    ]
