# SPDX-License-Identifier: MulanPSL-2.0
"""Departments that are renamed from a day on, and that end; each rests on a document and enters the ledger, with the name before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import administration
from fadu.people.models import Appointment
from fadu.people.proof import record
from fadu.storage.entering import check

if TYPE_CHECKING:
    from datetime import date

    from fadu.people.models import Department


@transaction.atomic
def rename(*, department: Department, name: str, since: date, document: str) -> Department:
    """Let a department bear another name from a day on; papers made from the entry on bear it, those made before do not change.

    Raises BadInputError for a day to come, a day before that of the present name, and a name that stays the same.
    """
    before, name = department.name, name.strip()
    if name == before:
        raise BadInputError(expected="不同于现名的名称", got=name, where="更名", remedy="填写新的名称")
    if since > clock.today() or (department.named_since is not None and since <= department.named_since):
        after = f"晚于{department.named_since}、" if department.named_since else ""
        raise BadInputError(
            expected=f"{after}不晚于今天的日期",
            got=since,
            where="更名起始日",
            remedy="核对日期；将来才更名的，到那一天再登记",
        )
    department.name, department.named_since, department.document = name, since, document
    check(department)
    department.save(update_fields=["name", "named_since", "document"])
    record(department)
    _enter(department, "renamed", f"机构更名：{before}自{since}起改称{name}，依据：{document}")
    return department


@transaction.atomic
def end(*, department: Department, until: date, document: str) -> Department:
    """End a department with a day, the last. Raises BadInputError while posts are held in it beyond that day."""
    if department.until is not None:
        raise BadInputError(
            expected="存续的机构", got=f"已于{department.until}撤销", where=department.name, remedy="核对机构"
        )
    beyond = Q(end=None) | Q(end__date__gt=until)
    held = Appointment.objects.filter(beyond, department=department).order_by("pk")
    names = list(held.values_list("officer__name", flat=True))
    if names:
        raise BadInputError(
            expected=f"{until}以后没有人在其中任职的机构",
            got=f"{'、'.join(dict.fromkeys(names))}仍任职",
            where=department.name,
            remedy="先终止这些任职，或者给予别处的任职",
        )
    department.until, department.end_document = until, document
    department.save(update_fields=["until", "end_document"])
    record(department)
    _enter(department, "ended", f"撤销机构：{department.name}，最后一日{until}，依据：{document}")
    return department


def _enter(department: Department, what: str, words: str) -> None:
    administration.enter(department.bureau_id, f"department_{what}", words, row=f"department:{department.pk}")
