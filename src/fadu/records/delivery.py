# SPDX-License-Identifier: MulanPSL-2.0
"""Service of documents (送达): which manner counts on which day, and what it needs. Pure.

Sources: 市场监督管理行政处罚程序规定 82, 83; 民事诉讼法 89, 90, 95. What they say is data in
``data/service_manners.yaml``; the days of an announcement come from the law room.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from fadu.kernel.problems import Source

DATA = Path(__file__).parent / "data" / "service_manners.yaml"
NEEDS = {
    "consent": "受送达人同意电子送达",
    "confirmed_address": "受送达人确认的电子送达地址",
    "unreachable": "受送达人下落不明，或者采取其他方式未能送达的登记",
    "account": "在案件材料中载明的原因和经过",
    "online_remedy": "提交行政复议申请书的互联网渠道",
    "signed": "签收人的登记（谁在送达回证上签名或者盖章；凭纸质回证登记的，附有签收的送达回证）",
    "return_receipt": "邮件号码或者回执（回执收入案卷的，写其名称；以回执上注明的收件日期为送达日期）",
    "through": "代为送达的单位（受委托的市场监督管理部门，或者转交的部门）的名称",
    "kept": "拍照、截屏、录音、录像等记录（收入案卷的，写其名称）",
    "entitled": "有权签收的人签收（受送达人以外的人签收的，写明签收人并选明其与受送达人的关系）",
    "refused": "拒收事由的记载",
    "witnessed": "见证人签名或者盖章，或者留在住所并拍照、录像记录",
}
#: what to do where a need is lacking, each by the field in which it is said
WAYS = {
    "consent": "受送达人同意的，勾选“受送达人同意电子送达”；没有同意的，改选其他送达方式",
    "confirmed_address": "受送达人确认过的，勾选“受送达人确认过送达地址”；没有确认的，改选其他送达方式",
    "unreachable": "下落不明的，勾选“受送达人下落不明”；其他方式未能送达的，先逐次登记该次送达和“未能送达的原因”",
    "account": "填写“公告送达的原因和经过”",
    "online_remedy": "填写“提交行政复议申请书的互联网渠道”",
    "signed": "填写“签收人”，本人签收的选明关系；凭纸质回证登记的，把签收的送达回证收入案卷，在“送达证明”写其名称；拒绝签收的，改选“留置送达”",
    "return_receipt": "填写“邮件号码”；没有号码的，把回执收入案卷，在“送达证明”写其名称",
    "through": "填写“代为送达的单位”，写全称；本机关自己送达的，改选其他送达方式",
    "kept": "勾选“已经拍照、录像、截屏”，或者把记录收入案卷，在“送达证明”写其名称",
    "entitled": "核对“签收人”；受送达人以外的人签收的，选明“签收人与受送达人的关系”；不是所列的人签收的，重新送达",
    "refused": "填写“拒收事由”",
    "witnessed": "填写“见证人”；没有见证人的，留在住所并拍照、录像，勾选“已经拍照、录像、截屏”",
}
#: what to do where a paper may not be served in a manner at all
ANOTHER_MANNER = "改选其他送达方式"
#: what the day that counts is called, for messages
DAYS = {
    "signed": "签收日期（邮寄为回执上的收件日期）",
    "left": "留置日期",
    "arrived": "到达受送达人特定系统的日期",
    "announced": "公告发布日期",
}


#: how the day that counts is borne out: every manner needs one of these
BORNE_OUT = {
    "signed": ("signed", "return_receipt"),
    "left": ("witnessed",),
    "arrived": ("kept",),
    "announced": ("account",),
}


class Due(Protocol):
    """What the law room answers."""

    @property
    def last_day(self) -> date: ...


class LawOfService(Protocol):
    """What is asked of the law room: the last day of an announcement, and the articles of a day."""

    def due(self, key: str, start: date, *, on: date | None = None) -> Any: ...

    def cites(self, key: str, on: date) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Documents a manner is closed to, up to and including ``to``."""

    documents: tuple[str, ...]
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One manner of service."""

    key: str
    title: str
    counts: Literal["signed", "left", "arrived", "announced"]
    #: the key of its articles in the law room
    law: str
    needs: tuple[str, ...] = ()
    #: the first day of a need that was not there from the beginning
    since: Mapping[str, date] = field(default_factory=dict)
    excludes: tuple[Exclusion, ...] = ()
    limit: str = ""
    #: whether who receives the paper signs a receipt of ours; post, systems and announcements leave proof of their own
    receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Somebody who may sign for a paper in the place of whom it is for; ``of``: of that kind of party alone.

    An individual business is its operator: whoever may sign for a natural person may sign for it, and whoever may for a unit.
    """

    key: str
    title: str
    of: Literal["", "person", "unit"] = ""


#: an individual business (个体工商户), as the register of parties calls the kind
SOLE_TRADER = "sole_trader"
#: how many letters and digits the number of a letter has at least, and how many different ones
SHORTEST_NUMBER, FEWEST_SIGNS = 8, 3
#: what is chosen of who signed where the addressee did; recorded is the name alone
SELF = "受送达人本人签名或者盖章"


@cache
def relations() -> dict[str, Relation]:
    """Who may sign in the place of the addressee, by title (程序规定 82).

    >>> [relation.key for relation in relations().values()]
    ['family', 'head', 'office', 'agent', 'designated']
    """
    top, place = read(DATA), Place(path=str(DATA))
    section, known = place.part(top, "relations"), {}
    for key in section:
        what = f"代收人“{key}”"
        row = place.mapping(section[key], section.at(key), what)
        place.known(row, ("title", "of"), what)
        title = place.text(row, "title", what)
        of = cast("Any", place.one_of(row, "of", what, ("", "person", "unit"), ""))
        known[title] = Relation(key=key, title=title, of=of)
    return known


def may_sign(*, receiver: str, relation: str, addressee: str, kind: str, head: str = "") -> bool:
    """Whether who signed may: the addressee, or another whose relation is listed and fits the kind of party.

    Where nobody is named the addressee signed. Names are compared without their spaces. ``head``: who runs the party, as the register
    has it: an individual business is its operator, who signs as the addressee; the head of another unit signs as its head.

    >>> may_sign(receiver="", relation="", addressee="张某", kind="person")
    True
    >>> may_sign(receiver="李某", relation="", addressee="张某", kind="person")
    False
    >>> may_sign(receiver="李某", relation="同住成年家属", addressee="张某", kind="person")
    True
    >>> may_sign(receiver="李某", relation="同住成年家属", addressee="某公司", kind="unit")
    False
    >>> may_sign(receiver="李某", relation="法定代表人或者主要负责人", addressee="张某", kind="person")
    False
    >>> [
    ...     may_sign(receiver="李某", relation="", addressee="某店", kind=kind, head="李某")
    ...     for kind in ("sole_trader", "enterprise")
    ... ]
    [True, False]
    """
    signed, named = "".join(receiver.split()), "".join(relation.split())
    if not named:
        own = {addressee, head} if kind == SOLE_TRADER else {addressee}
        return not signed or signed in {"".join(name.split()) for name in own if name}
    known = relations().get(relation.strip())
    return known is not None and fits(known, kind)


def fits(relation: Relation, kind: str) -> bool:
    """Whether somebody of a relation is there for a kind of party: ``person``, ``sole_trader``, any unit; empty where it is not known.

    >>> [fits(relations()["同住成年家属"], kind) for kind in ("person", "sole_trader", "enterprise", "")]
    [True, True, False, True]
    """
    of_person, of_unit = kind in {"person", SOLE_TRADER}, kind != "person"
    return not kind or not relation.of or (of_person if relation.of == "person" else of_unit)


def is_a_number(text: str) -> bool:
    """Whether a text looks like the number of a letter: eight letters or digits at least, in groups or not, and not one and the same.

    >>> [is_a_number(text) for text in ("XA12345678913", "EB 123 456 789 CN", "x", "挂号信", "00000000")]
    [True, True, False, False, False]
    """
    signs = [c for c in unicodedata.normalize("NFKC", text) if c.isascii() and c.isalnum()]
    return len(signs) >= SHORTEST_NUMBER and len(set(signs)) >= FEWEST_SIGNS


@cache
def manners() -> dict[str, Manner]:
    """All manners by key.

    >>> list(manners())
    ['personal', 'left', 'post', 'entrusted', 'transferred', 'electronic', 'announcement']
    """
    top, place = read(DATA), Place(path=str(DATA))
    place.known(top, ("relations", "fields", "proofs", "words", "manners"), "送达方式的文件")
    section = place.part(top, "manners")
    return {key: _manner(place, key, section[key], section.at(key)) for key in section}


def _manner(place: Place, key: str, value: Any, source: Source) -> Manner:
    what = f"送达方式“{key}”"
    row = place.mapping(value, source, what)
    place.known(row, ("title", "counts", "law", "needs", "since", "excludes", "limit", "receipt"), what)
    needs = place.texts(row, "needs", what)
    for need in needs:
        place.resolve(row.at("needs"), "要求", need, NEEDS)
    counts = place.one_of(row, "counts", what, tuple(DAYS))
    if not set(needs).intersection(BORNE_OUT[counts]):
        place.fail(
            row.at("needs") if "needs" in row else source,
            f"{what}没有写明其送达之日凭什么认定：“needs”应有{'、'.join(BORNE_OUT[counts])}之一。",
        )
    since, days = place.part(row, "since"), {}
    for need in since:
        place.resolve(since.at(need), "要求", need, needs)
        if day := place.day(since, need, what):
            days[str(need)] = day
    excludes = place.entries(row, "excludes", what) if "excludes" in row else []
    return Manner(
        key=key,
        title=place.text(row, "title", what),
        counts=cast("Any", counts),
        law=place.text(row, "law", what),
        needs=needs,
        since=days,
        excludes=tuple(_exclusion(place, item, at, what) for item, at in excludes),
        limit=place.text(row, "limit", what, ""),
        receipt=place.flag(row, "receipt", what),
    )


def _exclusion(place: Place, value: Any, source: Source, what: str) -> Exclusion:
    block = place.mapping(value, source, f"{what}的 excludes")
    place.known(block, ("documents", "to"), f"{what}的 excludes")
    return Exclusion(documents=place.texts(block, "documents", what), to=place.day(block, "to", what))


def manner(key: str) -> Manner:
    """The manner ``key``; raises UnknownNameError."""
    if key not in manners():
        raise UnknownNameError("送达方式", key, manners())
    return manners()[key]


def effective_date(
    key: str,
    *,
    sent_on: date,
    arrived_on: date | None,
    on: date | None = None,
    law: LawOfService | None = None,
    returned_on: date | None = None,
    address_confirmed: bool = False,
) -> date:
    """The day the document counts as served.

    ``sent_on``: handed over, posted, sent or published. ``arrived_on``: signed for, left, arrived.
    ``on``: whose law governs (default ``sent_on``). A letter sent to the confirmed address and returned
    counts on the day of its return (程序规定 83). Raises BadInputError when the day that counts is missing.

    >>> effective_date("personal", sent_on=date(2022, 3, 1), arrived_on=date(2022, 3, 2))
    datetime.date(2022, 3, 2)
    """
    kind = manner(key)
    if kind.counts == "announced":
        if law is None:
            raise BadInputError(
                expected="公告送达期限所依的法", got="无", where=kind.title, remedy="传入 law"
            )
        last_day: date = law.due(kind.limit, sent_on, on=on or sent_on).last_day
        return last_day
    if arrived_on is None and returned_on is not None and key == "post" and address_confirmed:
        arrived_on = returned_on
    if arrived_on is None:
        raise BadInputError(expected=DAYS[kind.counts], got="未填写", where=kind.title, remedy="补上这一日期")
    if arrived_on < sent_on:
        raise BadInputError(
            expected=f"不早于送出日 {sent_on} 的日期", got=arrived_on, where=kind.title, remedy="核对两个日期"
        )
    return arrived_on


def objections(
    key: str,
    *,
    template: str,
    on: date,
    law: LawOfService,
    given: Collection[str] = (),
) -> list[str]:
    """Why this manner may not be used for this document on the day ``on``, with the articles of that day; empty if it may.

    ``given``: of what a manner may need (``NEEDS``) what there is.
    """
    return [text for text, _ in lacks(key, template=template, on=on, law=law, given=given)]


def lacks(
    key: str,
    *,
    template: str,
    on: date,
    law: LawOfService,
    given: Collection[str] = (),
) -> list[tuple[str, str]]:
    """The objections (``objections``), each with what to do about it."""
    kind = manner(key)
    cites = "、".join(law.cites(kind.law, on))
    by = f"（{cites}）" if cites else ""
    needs = [need for need in kind.needs if on >= kind.since.get(need, on)]
    lacking = [(f"{kind.title}须有{NEEDS[need]}{by}", WAYS[need]) for need in needs if need not in given]
    lacking += [
        (f"{kind.title}不适用于本文书{by}", ANOTHER_MANNER)
        for item in kind.excludes
        if template in item.documents and (item.to is None or on <= item.to)
    ]
    return lacking
