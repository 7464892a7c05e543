# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing rows with what the ledger hashed, so that `fadu ledger verify` names a hand-changed value."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import F

from fadu.cases.acts import comparing, pinning
from fadu.cases.acts.projection import TOGETHER
from fadu.cases.acts.recording import body_of, fixed_body
from fadu.cases.acts.roles import separations
from fadu.cases.models import Act, Case, CaseDocument, EditionText, RoleTaken
from fadu.cases.rules import stream_of
from fadu.cases.world.worlds import state_of
from fadu.kernel import digests
from fadu.kernel.canonical import canonical, digest
from fadu.ledger import selectors as ledger
from fadu.ledger.problems import Problem, register_projection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.ledger.parts import Said


def register_checks() -> None:
    """Let the ledger's verify call the checks of this room."""
    register_projection("acts", acts_differ)
    register_projection("cases", rows_differ)
    register_projection("openings", openings_differ)
    register_projection("papers", papers_differ)
    register_projection("roles", roles_differ)
    register_projection("editions", editions_differ)


def acts_differ() -> Iterator[Problem]:
    """Acts whose row no longer says what was hashed, and acts that are missing."""
    for case in Case.objects.order_by("pk").iterator(chunk_size=200):
        stream = stream_of(case.number)
        hashed = ledger.said_in(stream)
        rows = {act.seq: act for act in Act.objects.filter(case=case)}
        for seq, wanted in hashed.items():
            if seq not in rows:
                yield Problem(
                    code="act_missing",
                    where=f"{case.number} 第{seq}项",
                    message="账本中有这一办理行为，案件中没有。",
                )
            elif not _agree(body_of(rows[seq]), wanted):
                yield Problem(
                    code="act_changed", where=f"{case.number} 第{seq}项", message="办理行为的内容与账本不符。"
                )
        for seq in sorted(set(rows) - set(hashed)):
            yield Problem(
                code="act_unrecorded",
                where=f"{case.number} 第{seq}项",
                message="案件中有这一办理行为，账本中没有。",
            )


def _agree(body: Mapping[str, Any], entry: Said) -> bool:
    """Whether an act says what its entry says; of one whose part was emptied, what is left of it."""
    return canonical(body if entry.whole else _left(body, entry.body)) == canonical(entry.body)


def _left(body: Any, entry: Any) -> Any:
    """Of a body what the entry still holds, key by key; lists from which something was emptied are the entry's own."""
    if isinstance(body, dict) and isinstance(entry, dict):
        return {key: _left(body.get(key), value) for key, value in entry.items()}
    if isinstance(body, list) and isinstance(entry, list) and len(entry) < len(body):
        return entry
    return body


def openings_differ() -> Iterator[Problem]:
    """Cases whose fixed columns are not those hashed when they opened, cases never entered, and cases that are gone."""
    entered = {stream: digest(entry.body) for stream, _, entry in ledger.said_under("opened:")}
    for case in Case.objects.select_related("parent", "root").order_by("pk").iterator(chunk_size=500):
        if entered.pop(f"opened:{case.number}", "") != digest(fixed_body(case)):
            yield Problem(
                code="case_changed",
                where=f"案件 {case.number}",
                message="案号、事项、机关、机构、上级案件或者开始时间与立案时账本所记不符。",
            )
    for stream in entered:
        number = stream.partition(":")[2]
        yield Problem(code="case_missing", where=f"案件 {number}", message="账本中有这一案件，登记表中没有。")


def editions_differ() -> Iterator[Problem]:
    """Kept texts that are not those entered, that are gone, and acts judged by a text that is not kept."""
    entered = {str(e.body.get("digest")): e.body for _, _, e in ledger.said_under("edition:")}
    kept = set()
    for row in EditionText.objects.order_by("pk").iterator(chunk_size=20):
        kept.add(row.digest)
        if digests.of(row.text.encode()) != row.digest or entered.get(row.digest) != pinning.body_of(row):
            yield Problem(
                code="edition_changed", where=f"程序原文 {row}", message="程序原文与首次使用时账本所记不符。"
            )
    for gone in sorted(set(entered) - kept):
        yield Problem(
            code="edition_missing",
            where=f"程序原文 {gone[:12]}",
            message="账本记有这一程序原文，登记表中没有。",
        )
    used = Act.objects.values_list("judges", "words").distinct()
    for lacking in sorted({mark for pin in used for mark in pin} - kept - set(entered)):
        yield Problem(
            code="edition_missing",
            where=f"程序原文 {lacking[:12]}",
            message="有办理行为依据的程序原文没有保存。",
        )


def papers_differ() -> Iterator[Problem]:
    """Papers that an act issued and the case does not show, and papers that no act issued."""
    acts = Act.objects.order_by("pk").values_list("case__number", "seq", "payload").iterator(chunk_size=500)
    told = {
        (number, seq, paper["template"], paper["digest"])
        for number, seq, payload in acts
        for paper in payload.get("documents", ())
    }
    linked = CaseDocument.objects.order_by("pk").values_list(
        "case__number", "seq", "template", "document__digest"
    )
    shown = set(linked)
    for number, seq, template, _ in sorted(told ^ shown):
        yield Problem(
            code="paper_changed",
            where=f"{number} 第{seq}项 {template}",
            message="案件所列文书与办理行为所记制发的文书不符。",
        )
    for paper in CaseDocument.objects.select_related("case", "document").exclude(
        access=F("document__access")
    ):
        yield Problem(
            code="paper_changed",
            where=f"{paper.case.number} {paper.document}",
            message="文书的卷别（正卷、副卷）与制发时不符。",
        )


def roles_differ() -> Iterator[Problem]:
    """Roles taken that the register of separated roles does not hold, and entries in that register that no act supports."""
    held = set(RoleTaken.objects.values_list("root_id", "separation", "person", "role"))
    wanted: set[tuple[int, str, str, str]] = set()
    possible: set[tuple[int, str, str]] = set()
    numbers: dict[int, str] = {}
    moved: set[int] = (
        set()
    )  # a later edition may name its sets otherwise: those taken before keep the old names
    taken: dict[str, frozenset[tuple[str, str]]] = {}
    for case in Case.objects.select_related("root").order_by("pk").iterator(chunk_size=200):
        state, root = state_of(case), case.root or case
        numbers[root.pk] = root.number
        taken[case.number] = state.taken
        if any(entry.action == "move_edition" for entry in state.entries):
            moved.add(root.pk)
        joined = (number for kind, number in state.links if kind == "merged_from")
        for person, role in state.taken.union(*(taken.get(number) or _taken(number) for number in joined)):
            possible |= {(root.pk, person, role), (root.pk, person, case.role_names.get(role, role))}
            if person.startswith("officer:"):
                wanted |= {(root.pk, name, person, named) for name, named in separations(case, root, role)}
    for root_id, _, person, role in sorted(wanted - held):
        if root_id not in moved:
            where = f"{numbers[root_id]} {person} {role}"
            yield Problem(
                code="role_missing", where=where, message="办理行为记有此人担任这一岗位，职责分离登记中没有。"
            )
    for root_id, _, person, role in sorted(held):
        if (root_id, person, role) not in possible:
            where = f"{numbers.get(root_id, root_id)} {person} {role}"
            yield Problem(
                code="role_unrecorded", where=where, message="职责分离登记中有此人，办理行为没有记载。"
            )


def _taken(number: str) -> frozenset[tuple[str, str]]:
    return state_of(Case.objects.get(number=number)).taken


def rows_differ() -> Iterator[Problem]:
    """Typed rows that differ from what the acts say; what follows is worked out and compared, and nothing is written."""
    keys = Case.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=1000)
    while some := list(islice(keys, TOGETHER)):
        yield from comparing.differences(some)
