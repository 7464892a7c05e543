# SPDX-License-Identifier: MulanPSL-2.0
"""Serving a document of a case: the law derives the day it counts as served, and the register keeps the attempt."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from fadu.cases.papers import borne_out, bystanders, contradicted
from fadu.cases.papers.form_sources import form_of
from fadu.cases.papers.receipts import RECEIPT
from fadu.cases.rules import party_id_of
from fadu.cases.world.worlds import law_for
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.kernel.letters import is_a_word
from fadu.people import party_views
from fadu.procedure.addressees import addressees_of
from fadu.procedure.decision import Ground, Service
from fadu.procedure.owed_papers import has_no_object
from fadu.procedure.recipients import stands_for
from fadu.records import delivery
from fadu.records import services as records
from fadu.records.selectors import file_by_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.cases.models import Case
    from fadu.procedure.decision import World
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import DocumentView, State
    from fadu.records.models import Document

#: the event in the outbox: a served paper is to be archived
ARCHIVE = "archive_document"

#: what the payload of a service may hold beside the fields every service has
OPTIONAL = (
    "arrived_on",
    "returned_on",
    "receiver",
    "relation",
    "through",
    "mail_number",
    "refusal",
    "address",
    "consent",
    "address_confirmed",
    "failure",
    "whereabouts_unknown",
    "account",
    "witness",
    "filmed",
    "online_remedy",
    "repeated_because",
    "proof",
    "proof_digest",
)


def may_be_served(procedure: Procedure, state: State, document: DocumentView) -> bool:
    """Whether a paper may go to a party of the case: no receipt, none for the file alone, one of the secondary file only where an
    act issues it to be served.
    """
    if document.template == RECEIPT.template or not addressees_of(procedure, state, document):
        return False
    return not _is_inside(procedure, document)


def _is_inside(procedure: Procedure, document: DocumentView) -> bool:
    """Whether a paper is of the secondary file, and no act issues it to be served."""
    form = form_of(procedure, document.template, document.issued_on)
    return form.access == "secondary" and not any(
        issue.template == document.template and issue.served_to
        for action in procedure.actions.values()
        for issue in action.issues
    )


def derived(world: World, payload: Mapping[str, Any]) -> Service:
    """The payload with the day of service by the law of its date; or why the paper or this manner may not be used."""
    state, law = world.state, world.law
    known = {k: v for k, v in payload.items() if k != "effective_on"}
    document = next((d for d in state.documents if d.ref == known.get("document")), None)
    sent = _day(known.get("sent_on"))
    if document is None or sent is None:
        return Service(payload=known)
    faults = _faults(world, document, known, sent)
    if known.get("failure"):
        return Service(payload=known, grounds=faults)
    if document.template == RECEIPT.template or _is_inside(world.procedure, document):
        title = form_of(world.procedure, document.template, document.issued_on).title
        return Service(payload=known, objections=(f"《{title}》是副卷的内部文书，不送达当事人。",))
    consent, confirmed = _consent(state, known)
    known |= {"consent": consent, "address_confirmed": confirmed}
    manner = str(known.get("manner"))
    against = _against(world, document, known, sent)
    if against or faults:
        return Service(payload=known, grounds=(*against, *faults))
    try:
        day = delivery.effective_date(
            manner,
            sent_on=sent,
            arrived_on=_day(known.get("arrived_on")),
            on=sent,
            law=law,
            returned_on=_day(known.get("returned_on")),
            address_confirmed=confirmed,
        )
    except BadInputError as error:
        return Service(payload=known, objections=(error.message,))
    doubts = (
        *borne_out.doubts(world, document, known, sent),
        *bystanders.doubts(world, known, sent),
        *_without_object(world, document, sent),
    )
    return Service(payload={**known, "effective_on": day.isoformat()}, doubts=doubts)


def _without_object(world: World, document: DocumentView, sent: date) -> Iterator[str]:
    """That what a paper demands was done, put off or demanded by another one meanwhile."""
    if sent <= world.at.date() and has_no_object(world, document, sent):
        title = form_of(world.procedure, document.template, document.issued_on).title
        yield f"《{title}》制作以后，所要求的义务已经履行、暂缓，或者已经另行制作：没有需要送达的内容，请核对确应送达。"


def unproved(world: World, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What a service on record does not show of what its manner needs by the law of its day: asked of a history as of an act.

    A paper that a source tells of and this system never issued is asked the same, but not for what hangs on the paper itself.
    """
    state, sent = world.state, _day(payload.get("sent_on") or payload.get("effective_on"))
    if sent is None or payload.get("manner") not in delivery.manners():
        return ()
    document = next((d for d in state.documents if d.ref == payload.get("document")), None)
    consent, confirmed = _consent(state, payload)
    said = {**payload, "consent": consent, "address_confirmed": confirmed}
    faults = [each.message.rstrip("。") for each in _faults(world, document, payload, sent)]
    if payload.get("failure"):
        return tuple(faults)
    asked = (*borne_out.doubts(world, document, payload, sent), *bystanders.doubts(world, payload, sent))
    doubts = [text.rstrip("。") for text in asked]
    objected = [each.message for each in _against(world, document, said, sent)]
    return (*objected, *faults, *doubts)


def _faults(
    world: World, document: DocumentView | None, payload: Mapping[str, Any], sent: date
) -> tuple[Ground, ...]:
    """What speaks against what a service says of itself, whatever its manner needs: whom it names, and what is to bear it out."""
    named = () if payload.get("failure") else bystanders.grounds(world, payload)
    return (
        *contradicted.grounds(world, payload),
        *named,
        *borne_out.grounds(world, document, payload, sent),
    )


def _against(
    world: World, document: DocumentView | None, payload: Mapping[str, Any], sent: date
) -> tuple[Ground, ...]:
    """What speaks against the manner of a service by the law of its day; of a paper not known here, but for what hangs on the paper."""
    given = {need for need, there_is in _given(world.state, document, payload).items() if there_is}
    if document is None or not form_of(world.procedure, document.template, document.issued_on).remedy:
        given.add("online_remedy")
    template = document.template if document else ""
    manner = str(payload.get("manner"))
    lacking = delivery.lacks(manner, template=template, on=sent, law=world.law, given=given)
    head = {delivery.WAYS["entitled"]: _as_head(world.state, payload)}
    return tuple(Ground(code="service", message=text, remedy=head.get(way) or way) for text, way in lacking)


def _given(state: State, document: DocumentView | None, payload: Mapping[str, Any]) -> dict[str, bool]:
    """What a manner of service may need: told with the service, or recorded in the case."""
    attempts = [
        one
        for one in (document.attempts if document else ())
        if one.party == payload.get("party")
        and one.manner != payload.get("manner")
        and one.seq not in state.void
    ]
    proof = borne_out.by_a_file(state, payload)
    account = payload.get("account") or _stated(state, "announcement_account", str(payload.get("party")))
    return {
        "consent": bool(payload.get("consent")),
        "confirmed_address": bool(payload.get("address_confirmed")),
        "unreachable": bool(payload.get("whereabouts_unknown") or attempts),
        "account": is_a_word(account or ""),
        "online_remedy": bool(str(payload.get("online_remedy") or "").strip()),
        "signed": bool(_said(payload, "receiver") or proof),
        "entitled": _may_sign(state, payload),
        "return_receipt": bool(_said(payload, "mail_number") or proof),
        "through": bool(_said(payload, "through")),
        "kept": bool(payload.get("filmed") or proof),
        "refused": is_a_word(payload.get("refusal") or ""),
        "witnessed": is_a_word(payload.get("witness") or "") or bool(payload.get("filmed")),
    }


def _said(payload: Mapping[str, Any], key: str) -> str:
    return str(payload.get(key) or "").strip()


def _may_sign(state: State, payload: Mapping[str, Any]) -> bool:
    """Whether whoever signed for the paper is the party, or one of those who may sign in its place; whether it has such a one is asked
    beside (``borne_out``).
    """
    party = next((view for view in state.parties if view.key == payload.get("party")), None)
    signed, relation = str(payload.get("receiver") or ""), str(payload.get("relation") or "")
    own = party.name if party else ""
    if delivery.may_sign(receiver=signed, relation=relation, addressee=own, kind=""):
        return True
    kind, head = _headed(payload)
    return not relation and delivery.may_sign(
        receiver=signed, relation="", addressee=own, kind=kind, head=head
    )


def _headed(payload: Mapping[str, Any]) -> tuple[str, str]:
    """The kind of the party that is served, and who runs it, as the register has them."""
    known = party_views.parties_of([party_id_of(party)]) if (party := _said(payload, "party")) else []
    return (known[0].kind, known[0].legal_representative) if known else ("", "")


def _as_head(state: State, payload: Mapping[str, Any]) -> str:
    """What to do where the head of a unit signed by name and no relation is said; empty where it was somebody else."""
    signed = "".join(_said(payload, "receiver").split())
    if not signed or _said(payload, "relation") or _may_sign(state, payload):
        return ""
    title = next(each.title for each in delivery.relations().values() if each.key == "head")
    is_head = signed == "".join(_headed(payload)[1].split())
    return f"{signed}是登记的法定代表人（负责人）：“签收人与受送达人的关系”改选“{title}”" if is_head else ""


def _consent(state: State, payload: Mapping[str, Any]) -> tuple[bool, bool]:
    """Consent to electronic service and a confirmed address: told now, or stated in the case by that very party."""
    party = str(payload.get("party"))
    consent = bool(payload.get("consent") or _stated(state, "electronic_consent", party))
    address = payload.get("address_confirmed") or _stated(state, "electronic_address", party)
    return consent, bool(address)


def _stated(state: State, field: str, party: str) -> Any:
    """What was last stated in a field for a party, or for whoever's place it took; None where nothing was.

    What names nobody was stated for the only party there is: of several nobody speaks for another.
    """
    theirs, is_alone = {party, *stands_for(state, party)}, len(state.parties) == 1
    for entry in reversed(state.entries):
        named = entry.payload.get("party")
        if (
            field in entry.payload
            and entry.seq not in state.void
            and (named in theirs or (is_alone and not named))
        ):
            return entry.payload[field]
    return None


def served(case: Case, state: State, payload: Mapping[str, Any]) -> Document:
    """The paper that an act serves."""
    return document_of(case, next(d for d in state.documents if d.ref == payload["document"]))


def record(document: Document, state: State, payload: Mapping[str, Any], at: datetime) -> None:
    """Write the attempt into the register of services, with the day that the act derived; the caller is in its transaction."""
    names = {party.key: party.name for party in state.parties}
    digest = payload.get("proof_digest")
    records.serve(
        document=document,
        party_name=names[payload["party"]],
        party_id=party_id_of(payload["party"]),
        manner=payload["manner"],
        sent_at=_moment(payload["sent_on"]),
        arrived_at=_moment(payload["arrived_on"]) if payload.get("arrived_on") else None,
        effective_on=_day(payload.get("effective_on")),
        receiver=payload.get("receiver", ""),
        address=payload.get("address", ""),
        consent=bool(payload.get("consent")),
        address_confirmed=bool(payload.get("address_confirmed")),
        proof=file_by_digest(digest) if digest else None,
        failure=payload.get("failure", ""),
        at=at,
    )


def to_follow(document: Document) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """What follows after commit: the paper as it was served is archived."""
    return ((ARCHIVE, {"document": document.pk}),)


def remedies_after(
    case: Case, remedy: Iterable[Any], issued_at: datetime, served_on: date
) -> list[dict[str, Any]]:
    """Until when the party served on a day may turn to which body against a decision: title, body, last day.

    The remedies are those the paper named (``remedy`` of its contents); the terms follow the law of the day it was made. One that is open only after another
    has no last day of its own: it says after which, and how long from its outcome.
    """
    law, made = law_for(case.bureau), issued_at.astimezone(LEGAL_TIME).date()
    named = [item for item in remedy if isinstance(item, dict)]
    titles = {item["kind"]: item["title"] for item in named}
    return [
        {
            "title": item["title"],
            "part": item.get("part", ""),
            "body": item["body"],
            "length": item["length"],
            "after": titles.get(item.get("after", ""), ""),
            "last_day": None if item.get("after") else law.due(item["limit"], served_on, on=made).last_day,
        }
        for item in named
    ]


def document_of(case: Case, view: DocumentView) -> Document:
    """The document row behind a view."""
    row = case.documents.select_related("document").get(seq=view.seq, template=view.template)
    return row.document


def void_papers(case: Case, before: State, after: State, reason: str, at: datetime) -> None:
    """Mark void the documents that an act has made void; they stay readable and keep their number."""
    live = {d.ref for d in before.documents if not d.void}
    for view in after.documents:
        if view.void and view.ref in live:
            records.void(document_of(case, view), reason, at)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day[:10]), time(9), LEGAL_TIME)
