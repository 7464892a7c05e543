# SPDX-License-Identifier: MulanPSL-2.0
"""What a bureau adopts: local parameters, names of bodies for its papers, notices of holidays; each from a day on, by a document."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.law import library as law_library
from fadu.law import places
from fadu.law.limit import Threshold
from fadu.law.notices import read_notice
from fadu.people import administration, second_person
from fadu.people.models import HolidayNotice, LocalName, LocalParameter
from fadu.people.proof import record, record_notice
from fadu.people.rules import local_words
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from datetime import date

    from fadu.people.models import Bureau, Officer


@transaction.atomic
def set_parameter(*, bureau: Bureau, key: str, value: int, start: date, document: str) -> LocalParameter:
    """Set a local parameter from a day on, resting on a document; the one before ends the day before."""
    second_person.require(second_person.of_setting())
    if not document:
        raise BadInputError(expected="所依据的文件", got="（空）", where=key, remedy="填写文件名称和文号")
    _check_parameter(key, value, start, document)
    later = LocalParameter.objects.filter(bureau=bureau, key=key, start__gte=start).order_by("start").first()
    if later:
        raise BadInputError(
            expected=f"晚于{later.start}的起始日（自那日起已经设定）",
            got=start,
            where=key,
            remedy="改为更晚的起始日",
        )
    for row in LocalParameter.objects.filter(bureau=bureau, key=key, end=None, start__lt=start):
        row.end = start - timedelta(days=1)
        row.save(update_fields=["end"])
        record(row)
    row = entered(LocalParameter(bureau=bureau, key=key, value=value, start=start, document=document))
    record(row)
    return row


def _check_parameter(key: str, value: int, start: date, document: str) -> None:
    """Only what the law leaves to a place, no length beyond the law's own, and no right taken away by whom the law does not let."""
    law = law_library()
    rule = places.rule_of(law, key)
    if rule is None:
        known = {**law.local_keys(), **places.adopted_by_key(law), **places.of_subjects(law)}
        raise UnknownNameError("地方参数", key, known)
    if rule.unit == "yes_no" and value not in (0, 1):
        raise BadInputError(expected="1（是）或者0（否）", got=value, where=rule.title, remedy="改为1或者0")
    if value < 0:
        raise BadInputError(expected="不小于0", got=value, where=rule.title, remedy="改为0或者更大的数")
    if isinstance(rule, Threshold) and value > rule.value and rule.above_by:
        _check_body(rule, document)
    bound = getattr(rule, "most", None)
    if bound is not None and value > bound:
        raise BadInputError(
            expected=f"不大于{bound}", got=value, where=rule.title, remedy=f"改为不大于{bound}"
        )
    most = places.longest(law, key, start)
    if most is not None and value > most.amount:
        raise BadInputError(
            expected=f"不长于法定的{most.length}（{'、'.join(most.cites)}）",
            got=value,
            where=rule.title,
            remedy="改为不长于法定期限的时限",
        )


def _check_body(rule: Threshold, document: str) -> None:
    """More than the figure of the law, from which on a party has a right, rests on a document of the body that may say so."""
    if not any(body in document for body in rule.above_by):
        raise BadInputError(
            expected=f"高于法定数额的，依据写明是{'、'.join(rule.above_by)}的文件（{'、'.join(rule.cites)}）",
            got=document,
            where=rule.title,
            remedy="写明制定机关、文件名称和文号；没有这样的规定的，不高于法定数额",
        )


@transaction.atomic
def set_local_name(*, bureau: Bureau, key: str, name: str, start: date, document: str = "") -> LocalName:
    """Record what a body the law names by its place is called here, or how the bureau itself is reached, from a day on."""
    second_person.require(second_person.of_setting())
    known = local_words()
    if key not in known:
        raise UnknownNameError("文书用语", key, known)
    if not name.strip():
        raise BadInputError(
            expected=f"“{known[key]}”在本地的写法", got="（空）", where="内容", remedy="填写全称"
        )
    if LocalName.objects.filter(bureau=bureau, key=key, start=start).exists():
        raise BadInputError(expected="尚未登记的起始日期", got=start, where=known[key], remedy="改用其他日期")
    row = entered(LocalName(bureau=bureau, key=key, name=name.strip(), start=start, document=document))
    record(row)
    return row


@transaction.atomic
def adopt_notice(*, text: str, by: Officer | None) -> HolidayNotice:
    """Adopt the State Council's notice for a year. The caller has shown which open clocks move."""
    second_person.require(second_person.of_setting())
    notice = read_notice(text, "放假通知")
    row, _ = HolidayNotice.objects.update_or_create(
        year=notice.year, defaults={"text": text, "adopted_at": clock.now(), "adopted_by": by}
    )
    record_notice(row)
    administration.enter(
        by.bureau_id if by else None, "notice", f"采用{notice.year}年放假通知：{notice.title}".rstrip("：")
    )
    return row
