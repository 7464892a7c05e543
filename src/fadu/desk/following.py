# SPDX-License-Identifier: MulanPSL-2.0
"""What follows from an act of administration that is not easily taken back, said before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.reading import nobody, workload
from fadu.people import rules, second_person
from fadu.people.standing_posts import ending_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Account, Appointment, Officer

#: so many cases are named; the others are counted
NAMED = 8


def of_turns(turns: Sequence[OpenTurn], what: str) -> str:
    """How many turns, and in which cases.

    >>> of_turns([], "没有人能办的待办")
    '没有人能办的待办：没有。'
    """
    if not turns:
        return f"{what}：没有。"
    numbers = list(dict.fromkeys(turn.case.number for turn in turns))
    more = f"等{len(numbers)}件" if len(numbers) > NAMED else ""
    return f"{what}：{len(turns)}项（{'、'.join(numbers[:NAMED])}{more}）。"


def of_the_end(appointment: Appointment, at: datetime) -> list[str]:
    """What follows from the end of an appointment: the powers lent from it, a second person, and the turns that lose whoever can take them."""
    officer = appointment.officer
    lines = [
        f"{officer.name}自所填之日起不再{rules.duty(appointment.post)}；此前以这一岗位办理的事项不受影响，终止以后不能撤回，只能重新任职。"
    ]
    if why := second_person.reason(officer, appointment.post, start=None):
        lines.append(f"须经第二人确认才生效：{why}。")
    ending = ending_with(appointment, at)
    lines += [
        f"由此授予{one.officer.name}的权限（{one.scope or '不限'}）随之终止。"
        for one in ending
        if one.pk != appointment.pk
    ]
    lost = nobody.turns_left_by(officer.bureau, at, [one.pk for one in ending])
    lines.append(of_turns(lost, "照现在的待办，终止以后没有人能办的"))
    if lost:
        lines.append("请先给予他人同一岗位，或者将这些案件改派。")
    return lines


def of_closing(account: Account, at: datetime) -> list[str]:
    """What follows from closing an account: the holder keeps posts and cases, and cannot do anything in them."""
    lines = ["自此刻起不能登录，正在使用的页面随即失效；已经办理的事项不受影响。可以再启用。"]
    officer = account.officer
    if officer is None:
        return lines
    held = [one for one in officer.appointments.all() if rules.covers(one.start, one.end, at)]
    if held:
        titles = "、".join(dict.fromkeys(rules.posts()[one.post] for one in held))
        lines.append(f"{officer.name}仍任{titles}，其任职不随账号终止；离任的请登记离任。")
    lost = nobody.turns_left_by(officer.bureau, at, [one.pk for one in held])
    lines.append(of_turns(lost, "只有其本人能办、将无人办理的待办"))
    return lines


def in_hand(officer: Officer, at: datetime) -> list[str]:
    """What would be left without anybody if an officer were gone, in sentences; nothing where nothing would."""
    cases = list(dict.fromkeys(one.case.number for one in workload.assigned_to(officer, at)))
    held = [one for one in officer.appointments.all() if rules.covers(one.start, one.end, at)]
    lost = nobody.turns_left_by(officer.bureau, at, [one.pk for one in held])
    lines = []
    if cases:
        more = f"等{len(cases)}件" if len(cases) > NAMED else ""
        lines.append(
            f"承办的案件{len(cases)}件（{'、'.join(cases[:NAMED])}{more}；办结后还有事要办的在内）还没有移交，请其机构负责人在“在办”页“交接案件”中移交。"
        )
    if lost:
        lines.append(of_turns(lost, "其任职终止以后没有人能办的待办"))
    return lines


def of_leaving(officer: Officer, on: date, at: datetime) -> list[str]:
    """What follows from an officer's leaving: posts, seats and account end, and what is left without anybody."""
    held = [
        rules.posts()[one.post] for one in officer.appointments.all() if rules.covers(one.start, one.end, at)
    ]
    lines = [
        f"{on}届满后，{officer.name}的任职（{'、'.join(dict.fromkeys(held)) or '没有'}）、授权和委员会席位终止，账号停用。"
    ]
    return [*lines, *in_hand(officer, at)]


def of_leaving_unit(name: str, people: Sequence[str]) -> list[str]:
    """What follows from the end of a department: nothing new goes there."""
    lines = [
        f"自次日起，登记新件、任职、指派不再有“{name}”可选；已经由它承办的案件和以它名义作出的文书不变。"
    ]
    if people:
        lines.append(f"仍在其中的人员：{'、'.join(people)}。请先更正其所在机构，或者给予别处的任职。")
    return lines
