# SPDX-License-Identifier: MulanPSL-2.0
"""What bears out a service: the file that shows it, the letter by which it went, and who signed.

A file taken before the paper was made, or before it was handed over, shows nothing of it, nor does the signed original of another act;
a company has no family; and what is no number of a letter leads nobody to its return receipt.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases.papers.form_sources import form_of, forms_of
from fadu.cases.rules import party_id_of
from fadu.kernel.plain_days import plain_day
from fadu.people import party_views
from fadu.procedure import contents
from fadu.procedure.decision import Ground
from fadu.records import delivery
from fadu.records.proof_names import ORIGINAL, is_something_else

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import DocumentView, PartyView, State
    from fadu.records.delivery import LawOfService, Relation

#: the key of the law that says who may sign in the place of whom
RECEIVER = "service/receiver"
#: the grounds against a file older than the paper or its sending, one that shows another act, a number that is none, somebody the party
#: does not have
OLD_FILE, OF_ANOTHER_ACT = "service_file_too_early", "service_file_of_another_act"
NO_NUMBER, NOT_OF_THEIRS = "no_mail_number", "signed_by_none_of_theirs"
#: a title so short is a word that stands in many names (立案, 询问)
SHORTEST_TITLE = 4


def by_a_file(state: State, payload: Mapping[str, Any]) -> bool:
    """Whether the file of the case holds what is named as the proof."""
    return bool(payload.get("proof_digest") or state.proof(_said(payload, "proof")))


def grounds(
    world: World, document: DocumentView | None, payload: Mapping[str, Any], sent: date
) -> Iterator[Ground]:
    """What speaks against that which is to bear out a service, or an attempt that failed."""
    yield from _old_file(world, document, payload)
    number = _said(payload, "mail_number")
    if number and not delivery.is_a_number(number):
        yield Ground(
            code=NO_NUMBER,
            message=f"“邮件号码”为“{number}”：应至少有{delivery.SHORTEST_NUMBER}个字母或者数字，不全是同一个。",
            remedy="照挂号信、快递单上的号码填写；没有号码的留空，把回执收入案卷，在“送达证明”写其名称",
            form=True,
        )
    if not payload.get("failure"):
        yield from _not_of_theirs(world, payload, sent)


def doubts(
    world: World, document: DocumentView | None, payload: Mapping[str, Any], sent: date
) -> Iterator[str]:
    """What is asked about: a letter that was posted and received, or came back, on one day; a head of another name; a unit that is not
    named; a file that shows something else by its name.
    """
    law: LawOfService = world.law
    came = {plain_day(payload.get("arrived_on")), plain_day(payload.get("returned_on"))}
    if payload.get("manner") == "post" and not payload.get("failure") and sent in came:
        cites = "、".join(law.cites("service/post", sent))
        by = f"（{cites}）" if cites else ""
        yield f"邮寄送达的送出日期和签收日期同为{sent}：以回执上注明的收件日期为送达日期{by}，请核对回执。"
    if not payload.get("failure"):
        yield from _head_of_another_name(world, payload)
    if "某" in (through := _said(payload, "through")):
        yield f"“{through}”不是单位的名称：写明代为送达、转交的单位的全称。"
    if document is not None:
        yield from _nothing_tried(world, document, payload)
        yield from _something_else(world, document, payload)


def _nothing_tried(world: World, document: DocumentView, payload: Mapping[str, Any]) -> Iterator[str]:
    """Where somebody is served by announcement as one who cannot be found, and neither an attempt nor a file shows that he was sought."""
    if payload.get("manner") != "announcement" or by_a_file(world.state, payload):
        return
    if any(
        one.party == payload.get("party") and one.seq not in world.state.void for one in document.attempts
    ):
        return
    by = "、".join(contents.of_service(world, payload))
    yield (
        "公告送达以前没有其他方式未能送达的登记，也没有收入查找受送达人的材料"
        f"{f'（{by}）' if by else ''}：登记上门、邮寄等未能送达的情况，或者把查询登记住所、询问邻居等的记录收入案卷，在“送达证明”写其名称。"
    )


def _something_else(world: World, document: DocumentView, payload: Mapping[str, Any]) -> Iterator[str]:
    """Where what is to bear out a service has the name of another paper or act, or of a certificate: whoever took it in may know why."""
    file = _file(world.state, payload)
    name = str(file.payload.get("title") or "") if file is not None else _said(payload, "proof")
    served = form_of(world.procedure, document.template, document.issued_on).title
    made = _made(world.state, document)
    action = world.procedure.actions.get(_done(made)) if made is not None else None
    papers = (form.title for editions in forms_of(world.procedure).values() for form in editions)
    acts = (each.title for each in world.procedure.actions.values())
    others = {title for title in (*papers, *acts) if len(title) >= SHORTEST_TITLE}
    own = {served, *([action.title] if action is not None else [])}
    if is_something_else(name, own=own, others=others):
        yield f"“{name}”看来不是送达《{served}》的凭证：核对后，在“送达证明”写收入案卷的送达回证、回执等的名称。"


def _old_file(world: World, document: DocumentView | None, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against a file that is older than the paper it is to show handed over, or than its sending."""
    file = _file(world.state, payload)
    if file is None:
        return
    taken = min(filter(None, (plain_day(file.payload.get("taken_on")), file.at.date())))
    made = document.issued_on if document is not None else None
    sent = plain_day(payload.get("sent_on"))
    if whose := _act_shown(world, file, document):
        yield Ground(
            code=OF_ANOTHER_ACT,
            message=f"“{file.payload.get('title')}”是办理“{whose}”的签字原件，不能证明文书的送达。",
            cites=contents.of_service(world, payload),
            remedy="收入送达回证、回执、照片等，在“送达证明”写其名称；当场签收的，填写签收人及其与受送达人的关系",
        )
        return
    if made is not None and taken < made:
        older = f"早于文书制发之日{made}"
    elif document is not None and _lay_there_before(world.state, file, document):
        older = "收入案卷时文书还没有制发"
    elif sent is not None and taken < sent:
        older = f"早于“送出日期”{sent}"
    else:
        return
    yield Ground(
        code=OLD_FILE,
        message=f"作为送达证明的“{file.payload.get('title')}”取得于{taken}，{older}，不能证明其送达。",
        cites=contents.of_service(world, payload),
        remedy="收入送达时或者送达以后取得的回证、回执、照片等，在“送达证明”写其名称；日期有误的，更正日期",
    )


def _act_shown(world: World, file: Entry, document: DocumentView | None) -> str:
    """The title of the act whose signed original a file is, taken in with it; empty where it is none, or is that of the paper itself."""
    title = str(file.payload.get("title") or "")
    shown = next((e for e in world.state.entries if e.seq > file.seq and e.action != "attach"), None)
    action = world.procedure.actions.get(_done(shown)) if shown is not None else None
    if action is None or not title.startswith(f"{action.title}{ORIGINAL}"):
        return ""
    made = _made(world.state, document) if document is not None else None
    return "" if made is not None and made.action == action.key else action.title


def _done(entry: Entry) -> str:
    """The act that an entry is, or is a signature of."""
    return str(entry.payload.get("of")) if entry.action == "sign" else entry.action


def _made(state: State, document: DocumentView) -> Entry | None:
    """The act by which a paper was made."""
    return next((entry for entry in state.entries if entry.seq == document.seq), None)


def _lay_there_before(state: State, file: Entry, document: DocumentView) -> bool:
    """Whether a file was taken in on the day of a paper, before it was made; with its own act comes the paper itself, signed."""
    made = _made(state, document)
    if made is None or made.day_only or file.day_only or file.at >= made.at:
        return False
    between = (entry for entry in state.entries if file.seq < entry.seq < made.seq)
    return any(entry.action != "attach" and _done(entry) != made.action for entry in between)


def _file(state: State, payload: Mapping[str, Any]) -> Entry | None:
    """The entry by which the proof was taken into the file: that of its digest, else the last of its title."""
    digest, title = _said(payload, "proof_digest"), _said(payload, "proof")
    taken_in = [
        entry
        for entry in (state.filed() if digest else state.filed(title))
        if not digest or entry.payload.get("digest") == digest
    ]
    return taken_in[-1] if taken_in else None


def _not_of_theirs(world: World, payload: Mapping[str, Any], sent: date) -> Iterator[Ground]:
    """Against somebody who signed and whom a party of that kind does not have: the family of a company, the office of a natural person."""
    manner = delivery.manners().get(str(payload.get("manner")))
    relation = delivery.relations().get(_said(payload, "relation"))
    party = next((view for view in world.state.parties if view.key == payload.get("party")), None)
    if manner is None or "entitled" not in manner.needs or relation is None or party is None:
        return
    kind = _kind(relation, party)
    if delivery.fits(relation, kind):
        return
    what = "自然人" if kind == "person" else "法人或者其他组织"
    others = "、".join(each.title for each in delivery.relations().values() if delivery.fits(each, kind))
    yield Ground(
        code=NOT_OF_THEIRS,
        message=f"{party.name}是{what}，“{relation.title}”不能代其签收：可以代其签收的有{others}。",
        cites=world.law.cites(RECEIVER, sent),
        remedy="核对送达回证上的签收人，选明其与受送达人的关系；不是上述人员签收的，重新送达",
    )


def _head_of_another_name(world: World, payload: Mapping[str, Any]) -> Iterator[str]:
    """Where the head of a unit is said to have signed, and the register has another as its head: he may have changed, or another signed."""
    relation = delivery.relations().get(_said(payload, "relation"))
    signed, party = "".join(_said(payload, "receiver").split()), _said(payload, "party")
    if relation is None or relation.key != "head" or not signed or not party:
        return
    known = party_views.parties_of([party_id_of(party)])
    head = known[0].legal_representative.strip() if known else ""
    if head and "".join(head.split()) != signed:
        yield f"以“{relation.title}”签收的是{signed}，登记的法定代表人（负责人）是{head}：核对送达回证；已经变更的，先更正登记。"


def _kind(relation: Relation, party: PartyView) -> str:
    """The kind of a party, as finely as the relation asks: of a unit, whether it is an individual business."""
    if relation.of != "person" or party.kind == "person":
        return party.kind
    known = party_views.parties_of([party_id_of(party.key)])
    return known[0].kind if known else ""


def _said(payload: Mapping[str, Any], key: str) -> str:
    return str(payload.get(key) or "").strip()
