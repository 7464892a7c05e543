# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of an act: what a form may name, what is missing, and issuing them in the act's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.cases.drafts import Draft, with_payload
from fadu.cases.models import Case, CaseDocument
from fadu.cases.papers import blank_papers, form_data
from fadu.cases.papers.form_sources import form_of
from fadu.cases.papers.materials import materials_of
from fadu.cases.papers.named_evidence import not_in_dossier
from fadu.cases.papers.receipts import RECEIPT, receipts, served_view
from fadu.cases.papers.sealed_parts import kept_of_act
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure import recorded_late
from fadu.procedure.decision import Unfilled
from fadu.procedure.recipients import addressed, recipients
from fadu.records import services as records
from fadu.records.rendering.fill import missing as missing_fields
from fadu.records.sealed_files import COVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fadu.cases.papers.particulars import Particulars
    from fadu.people.models import Bureau
    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.model import Action, Issue, Procedure
    from fadu.records.forms import Form
    from fadu.records.models import Document

__all__ = ["NUMBER_TO_COME", "Paper", "cited", "form_of", "issue", "unfilled", "written"]

#: stands for the number while the form is only looked at
NUMBER_TO_COME = "（文号待编）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document issued, and whom it is to be served on."""

    document: Document
    form: Form
    parties: tuple[str, ...]


def issues_of(procedure: Procedure, permitted: Permitted) -> tuple[Issue, ...]:
    """The documents an act issues, those with numbers first, in the fixed order of their series."""
    if not permitted.complete:
        return ()
    action: Action | None = procedure.actions.get(permitted.action)
    if action is None:
        return ()
    return tuple(
        sorted(
            (i for i in action.issues if i.template in permitted.issues),
            key=lambda issue: (not issue.numbered, issue.template),
        )
    )


def unfilled(world: World, permitted: Permitted, known: Particulars) -> tuple[Unfilled, ...]:
    """The papers of an act that could not be filled in, each with every field that would stay empty."""
    gaps = []
    for _, form, data in written(None, world, permitted, known, number_of=to_come):
        absent, alleged = missing_fields(form, data), not_in_dossier(world, form, data)
        if absent or alleged:
            gaps.append(Unfilled(title=form.title, fields=tuple(absent), not_in_dossier=alleged))
    return tuple(gaps)


def written(
    case: Case | None,
    world: World,
    permitted: Permitted,
    known: Particulars,
    *,
    number_of: Callable[[Form], str],
    unsaid: frozenset[str] = frozenset(),
) -> Iterator[tuple[Issue, Form, dict[str, Any]]]:
    """The papers of an act as they are issued, looked at or drafted: what issues each, its form, and what fills it.

    Of a case that is about to be opened nothing is there yet beside what the act says (``case`` is None). ``unsaid``: as in ``form_data.of``.
    """
    together: dict[str, Any] = {}
    for wanted in (*issues_of(world.procedure, permitted), *receipts(permitted, world.at.date())):
        form = form_of(world.procedure, wanted.template, world.at.date())
        number = number_of(form)
        whom = _addressed(wanted, world, permitted)
        data = form_data.of(world, permitted, form, known=known, number=number, served=whom, unsaid=unsaid)
        data["issued"] |= together
        together |= _beside(form, number, world)
        if case is not None and any(field.key == "documents" for field in form.mandatory):
            data["documents"] = sorted(
                [*data["documents"], *_papers_of_children(case), *_materials(case)],
                key=lambda row: row["issued_on"],
            )
        if case is not None and wanted == RECEIPT:
            data["served"]["title"] = _printed_title(case, world, permitted)
        yield wanted, form, data


def to_come(form: Form) -> str:
    """What stands for the number of a paper that is not issued."""
    return NUMBER_TO_COME if form.number else ""


def _papers_of_children(case: Case) -> list[dict[str, str]]:
    """The papers of the case's children that are not void: a catalogue lists the whole file."""
    papers = (
        CaseDocument.objects.filter(case__parent=case).select_related("document").order_by("case_id", "seq")
    )
    return [
        {
            "title": row.document.title,
            "number": row.document.number or "",
            "issued_on": row.document.issued_at.astimezone(LEGAL_TIME).date().isoformat(),
        }
        for row in papers
        if not row.document.is_void
    ]


def _materials(case: Case) -> list[dict[str, str]]:
    """The materials of a case and of its children; of those of the secondary file that they are there."""
    cases = [case, *case.children.all()]
    main, secondary = (materials_of(cases, access) for access in ("main", "secondary"))
    return [
        *({"title": each.title, "number": "", "issued_on": each.on.isoformat()} for each in main),
        *({"title": COVER, "number": "", "issued_on": each.on.isoformat()} for each in secondary),
    ]


def issue(case: Case, world: World, permitted: Permitted, known: Particulars) -> tuple[Paper, ...]:
    """Issue the papers of an act: number and content are fixed in the caller's transaction."""
    papers = []
    world = world.with_(case=case.number)  # the act that opens a case was decided before it had a number
    sheets = blank_papers.of_act(known, permitted, world.at)

    def numbered(form: Form) -> str:
        if not form.number:
            return ""
        return sheets[form.key].number.text if form.key in sheets else _number(form, case.bureau, world)

    for wanted, form, data in written(case, world, permitted, known, number_of=numbered):
        if kept := kept_of_act(world, form, permitted.payload):
            data["sealed"] = kept
        if made_on := _made_late(world, permitted.action):
            data["made_on"] = made_on
        document = records.issue(
            form=form, data=data, number=data["number"] or None, bureau_id=case.bureau_id, at=world.at
        )
        blank_papers.used(sheets, form, document, known)
        papers.append(Paper(document=document, form=form, parties=_served(wanted, world, permitted)))
    blank_papers.none_left(sheets)
    return tuple(papers)


def _printed_title(case: Case, world: World, permitted: Permitted) -> str:
    """What the paper served calls itself, which may be more than its form does (分期缴纳罚款通知书)."""
    view = served_view(world, permitted.payload)
    row = case.documents.select_related("document").get(seq=view.seq, template=view.template)
    return row.document.title


def _beside(form: Form, number: str, world: World) -> dict[str, Any]:
    """A paper as those of the same act that come after it name it."""
    return {form.key: {"title": form.title, "number": number, "issued_on": world.at.date().isoformat()}}


def _made_late(world: World, action: str) -> str:
    """The day a paper is made on, where the act it is of was done so long before that it counts as recorded late; else nothing."""
    now, local = clock.now(), world.local_of(clock.today())
    late = recorded_late.days_between(world.procedure, action, world.at, now, world.law, local)
    return now.astimezone(LEGAL_TIME).date().isoformat() if late else ""


def _number(form: Form, bureau: Bureau, world: World) -> str:
    return records.next_number(
        bureau_id=bureau.pk,
        series=form.series or form.key,
        pattern=form.number or "",
        year=world.at.year,
        abbreviation=bureau.abbreviation,
    )


def _addressed(wanted: Issue, world: World, permitted: Permitted) -> tuple[str, ...]:
    return addressed(wanted, world.procedure, world.state.parties, str(permitted.payload.get("party") or ""))


def _served(wanted: Issue, world: World, permitted: Permitted) -> tuple[str, ...]:
    return recipients(wanted, world.procedure, world.state.parties, str(permitted.payload.get("party") or ""))


def cited(draft: Draft, papers: tuple[Paper, ...]) -> Draft:
    """The act's draft with its papers in the payload: template, place in the register, file, number, digest, parties."""
    if not papers:
        return draft
    documents = [
        {
            "template": paper.form.key,
            "id": paper.document.pk,
            "access": paper.form.access,
            "number": paper.document.number or "",
            "digest": paper.document.digest,
            "parties": list(paper.parties),
        }
        for paper in papers
    ]
    return with_payload(draft, documents=documents)
