# SPDX-License-Identifier: MulanPSL-2.0
"""What stands beside the form of whoever examines: the papers that are examined, and what evidence there is for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fadu.cases.papers.form_data import evidence as evidence_of
from fadu.cases.reading import sight
from fadu.cases.reading.sight import Sight
from fadu.cases.world import sealed, worlds
from fadu.cases.world.worlds import law_for
from fadu.desk import papers_shown, words
from fadu.desk.papers_shown import Papers, Shown
from fadu.desk.shown import papers as of_case
from fadu.desk.shown.since import since
from fadu.kernel.errors import FaduError
from fadu.procedure import examined
from fadu.records.since import NOTHING, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from fadu.cases.models import Case, CaseDocument
    from fadu.people.models import Officer
    from fadu.procedure.state import State


#: the field in which a review says what was sent to it
SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is examined in which case: what was sent to be examined, its papers, its rows of evidence, and its files."""

    case: Case
    title: str
    #: what was sent says, each with its title; of what is chosen from a list of the law with the articles
    sent: Sequence[tuple[str, str]]
    papers: Papers | None
    evidence: Sequence[dict[str, Any]]
    files: Sequence[dict[str, Any]]


def beside(
    case: Case, state: State, action: str, officer: Officer, seen: Sight, at: datetime
) -> Examined | None:
    """What an act examines, as far as the officer sees it: of this case, or of the one for which this review was opened; None where it
    examines nothing.
    """
    procedure = worlds.procedure_of(case)
    if case.parent is not None and examined.is_review(procedure) and action in procedure.actions:
        source, acts = case.parent, None
        as_much = sight.sight_of(officer, source, at)
    else:
        source, acts, as_much = case, examined.examined(procedure, state, action), seen
    if acts == () or as_much is None or as_much <= Sight.HEADER or not worlds.is_installed(source.kind):
        return None
    about = state if source is case else worlds.state_of(source)
    if acts is None:
        acts = examined.proposed(worlds.procedure_of(source), about)
    opens = sealed.may_open(source, officer)
    sent = [] if source is case else _sent(case, state, about, whole=as_much >= Sight.WHOLE)
    papers = [*_papers(source, acts, whole=as_much >= Sight.WHOLE), *_heard(source, about, officer, at)]
    return Examined(
        case=source,
        title="审核的内容、文书和证据" if sent else "审核的文书和证据",
        sent=sent,
        papers=Papers(papers) if papers else None,
        evidence=_rows(source, about, at),
        files=of_case.evidence(source, about, opens=opens),
    )


def _sent(review: Case, own: State, about: State, *, whole: bool) -> list[tuple[str, str]]:
    """What was sent to a review: the matter as whoever sent it named it, and what the act says with which it was sent; nothing sealed."""
    source = review.parent
    assert source is not None
    procedure, asked = worlds.procedure_of(source), worlds.procedure_of(review).fields.get(SUBJECT)
    entry = examined.sent_with(procedure, about, review.number)
    subject = str(own.fields.get(SUBJECT) or "")
    lines: list[tuple[str, str]] = []
    for key, value in (
        words.in_order_of_the_form(procedure, entry.action, entry.payload).items() if entry else ()
    ):
        field = procedure.fields.get(key)
        if field is None or field.sealed or (field.secondary and not whole):
            continue
        articles = _articles(source, field.options, value) if field.options else ""
        lines += [
            (title, f"{text}（{articles}）" if articles else text)
            for title, text in words.payload_words(source, {key: value}, entry.action if entry else "")
        ]
    is_said = any(text == subject for _, text in lines)
    return lines if is_said or not subject or asked is None else [(asked.title, subject), *lines]


def _articles(case: Case, name: str, value: object) -> str:
    """The articles of what was chosen from a list of the law."""
    chosen = value if isinstance(value, list) else [value]
    try:
        options = law_for(case.bureau).options(name, case.opened_at.date())
    except FaduError:  # no list of that day is known
        return ""
    return "、".join(dict.fromkeys(cite for o in options if o.key in chosen for cite in o.cites))


def _heard(case: Case, state: State, officer: Officer, at: datetime) -> Iterator[Shown]:
    """The record and the report of every hearing in which the proposal was heard, as far as the officer sees it."""
    numbers = [child.case for child in examined.heard(worlds.procedure_of(case), state)]
    for child in case.children.filter(number__in=numbers).order_by("pk") if numbers else ():
        as_much = sight.sight_of(officer, child, at)
        if as_much is not None and as_much >= Sight.MAIN and worlds.is_installed(child.kind):
            acts = examined.recorded(worlds.state_of(child))
            yield from _papers(child, acts, whole=as_much >= Sight.WHOLE)


def _papers(case: Case, acts: Sequence[int], *, whole: bool) -> list[Shown]:
    """The papers those acts made and that are in force: of each form the last."""
    rows = case.documents.filter(seq__in=acts, document__voiding=None).select_related(
        "document__source", "document__voiding", "case__bureau"
    )
    if not whole:
        rows = rows.exclude(access="secondary")
    last: dict[str, CaseDocument] = {row.template: row for row in rows.order_by("seq", "pk")}
    said = since(list(last.values())) if last else {}
    return [
        papers_shown.issued(
            sheet_of(row.document, row.document.data, said.get(row.document_id, NOTHING)),
            is_secondary=row.access == "secondary",
            address=reverse("desk:document", args=[case.pk, row.pk, "html"]),
        )
        for row in last.values()
    ]


def _rows(case: Case, state: State, at: datetime) -> list[dict[str, Any]]:
    """The evidence that acts listed, in words; what was taken in as a file stands among the files."""
    world = worlds.past_of(case, at, state)
    listed = state.lists.get("evidence", ())
    return evidence_of(world, {"evidence": listed}) if listed else []
