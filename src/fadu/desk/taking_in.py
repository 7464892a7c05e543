# SPDX-License-Identifier: MulanPSL-2.0
"""Taking files into a case: several by one press, all or none; what lies there already is told and not taken in again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import foreseeing, services
from fadu.cases.papers import filing
from fadu.cases.reading import sight
from fadu.cases.rules import person_of
from fadu.cases.world import sealed
from fadu.kernel import clock, digests
from fadu.people.actors import OfficerActor
from fadu.procedure.decision import Permitted
from fadu.records import services as files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from fadu.cases.models import Case, CaseEvidence
    from fadu.desk.evidence_form import Piece
    from fadu.people.models import Officer


def take_in(
    case: Case,
    officer: Officer,
    pieces: Iterable[Piece],
    said: Mapping[str, str],
    *,
    press: UUID,
    again: bool = False,
) -> tuple[list[str], list[tuple[str, CaseEvidence | None]]]:
    """Take files into a case, with what is ``said`` of all of them; return the names of those taken, and those that lie there already
    with what they are (None: another file of the same press).

    Each is looked at, and the judge asked about each, before the first is stored: so that all go in or none does. A press repeated
    takes in nothing twice. Raises ActRefusedError, FileRefusedError.
    """
    opens = sealed.may_open(case, officer)
    known: list[tuple[str, CaseEvidence | None]] = []
    waiting, seen = [], set()
    for piece in pieces:
        piece.file.seek(0)
        content = piece.file.read()
        files.check(piece.file.name or "", content)
        number = uuid.uuid5(press, digests.of(content))
        if number in seen:
            known.append((piece.title, None))
            continue
        seen.add(number)
        same = filing.same_in(case, content, opens=opens) if not again else None
        if same is not None and not case.acts.filter(request_id=number).exists():
            known.append((piece.title, same))
            continue
        values = {**said, "title": piece.title, "kind": piece.kind}
        _ask(case, officer, _asked(values, piece.file.name or "", content), press)
        waiting.append((values, piece.file, number))
    for values, file, number in waiting:
        file.seek(0)
        attach(case, officer, {**values, "file": file}, press=number)
    return [values["title"] for values, _, _ in waiting], known


def elsewhere(case: Case, officer: Officer, pieces: Iterable[Piece]) -> list[str]:
    """What is told of files that lie openly in other cases the officer may read, too: by the number of the case and the place there."""
    seen = sight.visible_to(officer, clock.now())
    said = []
    for piece in pieces:
        piece.file.seek(0)
        rows = filing.same_elsewhere(case, piece.file.read(), seen)
        if rows:
            places = "、".join(f"{row.case.number}第{row.seq}项“{row.title}”" for row in rows)
            said.append(f"“{piece.title}”与其他案件的材料是同一文件：{places}。如果收错了案件，请更正。")
    return said


def words_of(taken: list[str], known: list[tuple[str, CaseEvidence | None]]) -> tuple[str, list[str]]:
    """What is told of what was taken in (empty: nothing), and of each file that lies there already."""
    done = f"已收入案卷{len(taken)}份：{'、'.join(f'“{title}”' for title in taken)}。" if taken else ""
    return done, [
        f"“{title}”与案卷中第{row.seq}项“{row.title}”是同一文件，没有再次收入。"
        if row
        else f"“{title}”与这次选的另一份是同一文件，只收入一次。"
        for title, row in known
    ]


def attach(case: Case, officer: Officer, values: Mapping[str, Any], *, press: UUID) -> None:
    """Take a file into the case. What may not be filed is not kept either: the judge is asked before the file is stored.

    The judge reads the file's own name too where it is to lie open, for whoever may open the file reads it. Raises ActRefusedError, FileRefusedError, RequestReusedError.
    """
    by, content = OfficerActor(officer=officer), values["file"].read()
    payload = {k: v for k, v in values.items() if k != "file" and v}
    asked = _asked(payload, values["file"].name, content)
    if isinstance(foreseeing.dry_run(case=case, action="attach", by=by, payload=asked), Permitted):
        stored = files.store(
            name=values["file"].name,
            content=content,
            uploaded_by=person_of(officer.pk),
            at=clock.now(),
            owner=filing.owner_of(case, values["access"]),
        )
        asked = {**payload, "digest": stored.digest}
    services.perform(case=case, action="attach", by=by, payload=asked, request_id=press)


def _asked(payload: Mapping[str, Any], name: str, content: bytes) -> dict[str, Any]:
    """What the judge is asked about a file before it is stored."""
    asked = {**payload, "digest": digests.of(content)}
    return asked if payload["access"] == filing.SECONDARY else {**asked, "file": name}


def _ask(case: Case, officer: Officer, asked: Mapping[str, Any], press: UUID) -> None:
    """Ask the judge about a file, and let what is refused be refused. Raises ActRefusedError."""
    by = OfficerActor(officer=officer)
    if not isinstance(foreseeing.dry_run(case=case, action="attach", by=by, payload=asked), Permitted):
        services.perform(case=case, action="attach", by=by, payload=asked, request_id=press)
