# SPDX-License-Identifier: MulanPSL-2.0
"""What is entered of each register of a bureau when a row of it is made or changed: to which bureau it belongs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import administration, parameter_words
from fadu.people.models import (
    Aide,
    Appointment,
    Bureau,
    Certificate,
    Committee,
    CommitteeMembership,
    ConflictOfInterest,
    Department,
    LegalQualification,
    LocalName,
    LocalParameter,
    Officer,
    ProposedAppointment,
    ProposedSetting,
    SecondFactorReset,
    SecondFactorRule,
)
from fadu.people.rules import posts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Model


def enter(row: Model) -> None:
    """Enter that a row of a register of administration was made or changed; rows of daily work are entered elsewhere."""
    wording = _WORDS.get(type(row))
    if wording is None:
        return
    bureau_of, words = wording
    administration.enter(
        bureau_of(row), row._meta.model_name or "", words(row), row=f"{row._meta.model_name}:{row.pk}"
    )


#: how far what needs two persons has come
_STATE = {None: "提请第二人确认", True: "经第二人确认", False: "第二人未予确认"}


def _day(moment: datetime) -> str:
    return moment.astimezone(LEGAL_TIME).date().isoformat()


def _appointment(row: Appointment | ProposedAppointment) -> str:
    place = f"（{row.department.name}）" if row.department else ""
    given = "授权行使" if row.kind == "delegated" else "代理" if row.kind == "standin" else "任"
    span = f"自{_day(row.start)}" + (f"至{_day(row.end)}" if row.end else "")
    return (
        f"{row.officer.name}{given}“{posts().get(row.post, row.post)}”{place}，{span}，依据：{row.document}"
    )


def _proposed(row: ProposedAppointment) -> str:
    state = _STATE[row.is_confirmed]
    what = (
        f"终止任职：{row.officer.name}“{posts().get(row.post, row.post)}”" if row.ends else _appointment(row)
    )
    return f"{state}：{what}" + (f"；{row.remark}" if row.remark else "")


def _officer(row: Officer) -> str:
    return f"工作人员：{row.name}，{row.since}到任" + (f"，{row.until}离任" if row.until else "")


def _parameter(row: LocalParameter) -> str:
    """A parameter; that it reaches back is said, for what was done since is read by it."""
    early = row.end is None and row.start < clock.today()
    return (
        f"地方参数：{parameter_words.title_of(row.key)}为{parameter_words.value_of(row.key, row.value)}，自{row.start}"
        + (f"至{row.end}" if row.end else "")
        + ("（起始日早于登记之日，此前的办理改按此参数）" if early else "")
    )


def _factor_reset(row: SecondFactorReset) -> str:
    state = _STATE[row.is_confirmed]
    return f"{state}：重置{row.officer.name}的动态口令（{row.reason}）" + (
        f"；{row.remark}" if row.remark else ""
    )


def _setting(row: ProposedSetting) -> str:
    return f"{_STATE[row.is_confirmed]}：{row.words}" + (f"；{row.remark}" if row.remark else "")


_WORDS: dict[type[Model], tuple[Callable[[Any], int], Callable[[Any], str]]] = {
    Bureau: (lambda row: row.pk, lambda row: f"机关：{row.name}（{row.abbreviation}）"),
    Department: (lambda row: row.bureau_id, lambda row: f"内设机构：{row.name}"),
    Officer: (lambda row: row.bureau_id, _officer),
    Appointment: (lambda row: row.officer.bureau_id, lambda row: f"任职：{_appointment(row)}"),
    ProposedAppointment: (lambda row: row.bureau_id, _proposed),
    Certificate: (
        lambda row: row.officer.bureau_id,
        lambda row: f"执法证：{row.officer.name} {row.number}，{row.valid_from}至{row.valid_to}",
    ),
    LegalQualification: (
        lambda row: row.officer.bureau_id,
        lambda row: f"法律职业资格：{row.officer.name} {row.number}".rstrip(),
    ),
    ConflictOfInterest: (
        lambda row: row.officer.bureau_id,
        lambda row: (
            f"利害关系：{row.officer.name}，自{row.declared_on}"
            + (f"至{row.ended_on}" if row.ended_on else "")
        ),
    ),
    Committee: (
        lambda row: row.bureau_id,
        lambda row: f"委员会：{row.title}，{row.since}成立" + (f"，{row.until}撤销" if row.until else ""),
    ),
    CommitteeMembership: (
        lambda row: row.committee.bureau_id,
        lambda row: (
            f"委员：{row.committee.title} {row.officer.name}，自{row.since}"
            + (f"至{row.until}" if row.until else "")
        ),
    ),
    SecondFactorRule: (
        lambda row: row.bureau_id,
        lambda row: (
            f"登录要求：{posts().get(row.post, '全部岗位')}自{row.start}起"
            f"{'须用' if row.is_required else '不再要求'}动态口令，依据：{row.document}"
        ),
    ),
    SecondFactorReset: (lambda row: row.bureau_id, _factor_reset),
    ProposedSetting: (lambda row: row.bureau_id, _setting),
    LocalParameter: (lambda row: row.bureau_id, _parameter),
    LocalName: (lambda row: row.bureau_id, lambda row: f"文书用语：{row.name}，自{row.start}"),
    Aide: (
        lambda row: row.officer.bureau_id,
        lambda row: (
            f"待签事项的助手：{row.officer.name}指定{row.aide.name}，自{row.start}"
            + (f"，{row.end}起停止" if row.end else "")
        ),
    ),
}
