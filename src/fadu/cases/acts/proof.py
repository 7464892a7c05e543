# SPDX-License-Identifier: MulanPSL-2.0
"""What holds each column of this room and of the kinds, and the checks by which `fadu ledger verify` compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef

from fadu.cases.acts import comparing, pinning
from fadu.cases.models import (
    Act,
    Assignment,
    Case,
    CaseDocument,
    CaseEvidence,
    CaseLink,
    CaseParty,
    Clock,
    EditionText,
    Failure,
    OutboxEvent,
    Pulse,
    Refusal,
    RoleTaken,
    SearchText,
    Turn,
)
from fadu.cases.reading import refusals, search
from fadu.kernel import digests
from fadu.kernel.kinds import handed_down
from fadu.ledger import selectors as ledger
from fadu.ledger.holding import Held, hold
from fadu.ledger.problems import Check, Problem, offer
from fadu.ledger.registers import SharedRegister, offer_register
from fadu.storage import index_checks, tables
from fadu.storage.owned import owned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

    from fadu.ledger.problems import Takes

SURROGATE = {"id": "自动编号，没有别处引用；本行以案件和内容为名"}
WORKING = "后台的工作状态，随每一遍改写，不作任何事的依据"
#: tables each of whose rows belongs to one case of whatever kind
LINKED = (Clock, Turn, CaseParty, Assignment, CaseLink, CaseEvidence, CaseDocument)
#: rows named of one table; numbers asked for together
SOME = 500
#: the beginnings of streams that tell of a case
OF_CASES = ("case:", "opened:")
#: columns of a case that follow from its acts
FOLLOWING = (
    "id",
    "stage",
    "edition",
    "outcome",
    "closed_at",
    "next_due",
    "heading",
    "amber_on",
    "revision",
    "judges",
    "words",
)


def classify() -> None:
    """Say what holds each column of this room's tables."""
    hold(Case, Held.ENTERED, derived=FOLLOWING)
    hold(Act, Held.ENTERED, derived=("officer_id",), free=SURROGATE)
    hold(EditionText, Held.ENTERED, sealed={"text": "指纹"})
    for model in LINKED:
        hold(model, Held.DERIVED, free=SURROGATE)
    in_which = "同一人在几个相关案件中任同一岗位的，记其中一件；没有任过的案件仍会报出"
    hold(RoleTaken, Held.DERIVED, free=SURROGATE | {"case_id": in_which})
    hold(SearchText, Held.DERIVED)
    hold(
        OutboxEvent,
        derived=("case_id", "kind", "body", "created_at"),
        free=SURROGATE | dict.fromkeys(("done_at", "attempts", "last_error", "next_try_at"), WORKING),
    )
    hold(Failure, free=WORKING)
    hold(Pulse, free=WORKING)
    hold(
        Refusal, free="不予办理的记录不记何人，留存九十日；每一遍后台记入账本并与之核对，每月件数数据取自账本"
    )


def register_checks() -> None:
    """Let the ledger's verify call the checks of this room."""
    offer(
        Check(
            name="cases",
            title="案件及其办理行为、登记",
            model=Case,
            of=comparing.differences,
            touched=cases_touched,
        )
    )
    offer(Check(name="cases gone", title="开立过的案件", model=Case, whole=cases_gone))
    offer(Check(name="search", title="全文检索的索引", model=SearchText, whole=index_differs))
    offer(Check(name="strays", title="不属于任何案件的登记", model=Case, whole=strays))
    offer(Check(name="refusals", title="不予办理的月度件数", model=Refusal, whole=refusals.entered_twice))
    offer(Check(name="refusals noted", title="不予办理", model=Refusal, whole=refusals.noted_otherwise))
    offer_register("editions", EDITIONS)


def cases_touched(streams: Iterable[str]) -> Iterator[int]:
    """The cases of which these streams tell."""
    numbers = sorted({stream.partition(":")[2] for stream in streams if stream.startswith(OF_CASES)})
    for start in range(0, len(numbers), SOME):
        some = numbers[start : start + SOME]
        yield from Case.objects.filter(number__in=some).values_list("pk", flat=True)


def cases_gone(takes: Takes) -> Iterator[Problem]:
    """Cases that were opened, as the ledger says, and are not there."""
    for streams in ledger.streams_of("opened:"):
        numbers = {stream.partition(":")[2] for stream in filter(takes, streams)}
        there = Case.objects.filter(number__in=numbers).values_list("number", flat=True)
        for number in sorted(numbers.difference(there)):
            yield Problem(
                code="case_missing",
                where=f"案件 {number}",
                message="账本中有这一案件，登记表中没有。",
                table=Case._meta.db_table,
                row=number,
            )


def index_differs(takes: Takes) -> Iterator[Problem]:
    """Cases that the search finds by other words than their text has."""
    for key in index_checks.differing(search.INDEX):
        yield Problem(
            code="index_changed",
            where="全文检索的索引" if key is None else f"全文检索的索引 案件{key}",
            message="索引不在、读不出来或者不是本版本建立的：检索的结果靠不住。"
            if key is None
            else "索引所记的词与检索文字不符：检索的结果靠不住。",
            table=search.INDEX.name,
            row="" if key is None else str(key),
        )


def strays(takes: Takes) -> Iterator[Problem]:
    """Rows that belong to no case, or to a case of another kind than their table."""
    there = tables.existing()
    for model, kind in _tables():
        if model._meta.db_table not in there:
            continue
        table = owned(model, Case)  # type: ignore[arg-type]
        cases = Case.objects.filter(pk=OuterRef(table.owner))
        lost = model._default_manager.filter(~Exists(cases.filter(kind=kind) if kind else cases))
        for owner in lost.order_by(table.owner).values_list(table.owner, flat=True)[:SOME]:
            title = model._meta.verbose_name
            yield Problem(
                code="row_unrecorded",
                where=f"{title} {owner}",
                message="这一行不属于任何这类案件。",
                table=model._meta.db_table,
                row=str(owner),
            )


def _tables() -> Iterator[tuple[type[Model], str]]:
    """Every table whose rows follow from the acts of cases, with the kind of case it is of; empty for every kind."""
    yield from ((model, "") for model in (*LINKED, SearchText))
    packages = {kind.package: kind.key for kind in handed_down()}
    for config in apps.get_app_configs():
        if config.name in packages:
            yield from ((model, packages[config.name]) for model in config.get_models())


def _text(row: EditionText) -> Iterator[tuple[str, str]]:
    if digests.of(row.text.encode()) != row.digest:
        yield "text", "程序原文与其指纹不符。"


EDITIONS = SharedRegister(
    model=EditionText,
    prefix="edition:",
    kind="used",
    body=pinning.body_of,
    identity=("digest",),
    grouped_by=("kind", "edition"),
    stream_of="edition:{}/{}".format,
    also=_text,
)
