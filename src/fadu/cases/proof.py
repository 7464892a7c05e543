# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing rows with what the ledger hashed, so that `fadu ledger verify` names a hand-changed value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from fadu.cases.models import Act, Case
from fadu.cases.projection import rebuild
from fadu.cases.recording import body_of
from fadu.kernel import clock
from fadu.kernel.canonical import digest
from fadu.ledger import selectors as ledger
from fadu.ledger.services import Problem, register_projection

if TYPE_CHECKING:
    from collections.abc import Iterator


def register_checks() -> None:
    """Let the ledger's verify call the checks of this room."""
    register_projection("acts", acts_differ)
    register_projection("cases", rows_differ)


def acts_differ() -> Iterator[Problem]:
    """Acts whose row no longer says what was hashed, and acts that are missing."""
    for case in Case.objects.order_by("pk").iterator(chunk_size=200):
        stream = f"case:{case.number}"
        hashed = ledger.digests(stream)
        rows = {act.seq: act for act in Act.objects.filter(case=case)}
        for seq, wanted in hashed.items():
            if seq not in rows:
                yield Problem(
                    code="act_missing",
                    where=f"{case.number} 第{seq}项",
                    message="账本中有这一办理行为，案件中没有。",
                )
            elif digest(body_of(rows[seq])) != wanted:
                yield Problem(
                    code="act_changed", where=f"{case.number} 第{seq}项", message="办理行为的内容与账本不符。"
                )
        for seq in sorted(set(rows) - set(hashed)):
            yield Problem(
                code="act_unrecorded",
                where=f"{case.number} 第{seq}项",
                message="案件中有这一办理行为，账本中没有。",
            )


def rows_differ() -> Iterator[Problem]:
    """Typed rows that differ from what the acts say: found by deriving them afresh and looking."""
    for case in (
        Case.objects.select_related("bureau", "parent", "root").order_by("pk").iterator(chunk_size=200)
    ):
        before = snapshot(case)
        with transaction.atomic():
            rebuild(case, clock.now())
            after = snapshot(Case.objects.get(pk=case.pk))
            transaction.set_rollback(True)
        for place in sorted(set(before) | set(after)):
            if before.get(place) != after.get(place):
                yield Problem(
                    code="row_changed",
                    where=f"{case.number} {place}",
                    message=f"登记值为“{before.get(place)}”，按办理行为应为“{after.get(place)}”。",
                )


def snapshot(case: Case) -> dict[str, str]:
    """Every value of a case's typed rows, by table and column; ciphertexts are left out."""
    found: dict[str, str] = {}
    for relation in Case._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label == "cases" and model.__name__ in _NOT_DERIVED:
            continue
        rows = model._default_manager.filter(**{relation.field.name: case})
        for place, row in enumerate(sorted(rows, key=_natural)):
            found.update(_columns(row, f"{model._meta.verbose_name}[{place}]"))
    found.update(
        {f"案件.{name}": str(getattr(case, name)) for name in ("stage", "outcome", "edition", "closed_at")}
    )
    return found


_NOT_DERIVED = {"Case", "Act", "RoleTaken", "CaseDocument", "Refusal", "OutboxEvent", "Clock", "SearchText"}


def _natural(row: models.Model) -> str:
    return repr([str(getattr(row, f.attname)) for f in row._meta.concrete_fields if not f.primary_key])


def _columns(row: models.Model, place: str) -> dict[str, str]:
    skipped: tuple[Any, ...] = (models.AutoField, models.BinaryField)
    return {
        f"{place}.{field.verbose_name}": str(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not isinstance(field, skipped) and field.name != "since_seq"
    }
