# SPDX-License-Identifier: MulanPSL-2.0
"""What somebody who names a party is asked before the register takes it in: whether it is the one that is known already.

A code or a number leads to the record that bears it. One digit mistyped would lead to another firm; so whoever typed it is asked. It never
stands in the way, for names do change: the case bears the name given, and the register keeps its own until it is put right by an act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.identifiers import phone
from fadu.people.parties import identity_problems, known_as, unlike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.people.models import Party


def doubts(typed: Party) -> Iterator[str]:
    """What is to be confirmed of a party as typed (see ``party_as_typed``), each in a sentence; its code's check digit apart, which
    the record itself is asked about.
    """
    for column, message in identity_problems(id_number=typed.id_number):
        yield f"当事人{typed.name}的{column}：{message}"
    if wrong := phone.problem_of(typed.phone):
        yield f"当事人{typed.name}的联系电话：{wrong}。没有电话的，留空。"
    known = known_as(typed)
    if known is None:
        return
    by = "统一社会信用代码" if typed.uscc else "身份证件号码" if typed.id_index else "名称"
    if known.name != typed.name:
        # a code is public and leads to its name; a number of a person tells nobody whose it is
        whose = f"是“{known.name}”" if typed.uscc else "另有姓名（名称）"
        yield (
            f"所填{by}在登记簿中{whose}，而这里填的是“{typed.name}”。{by}填错的，请改正；"
            f"确是同一主体的，再次提交，本案记作“{typed.name}”，登记簿和其他各案的名称不变；登记簿有误或者已经变更名称的，登记以后在本案"
            "“更正当事人名称、号码”或者“当事人承受、变更”。本案文书将印登记簿中该主体的住所、电话和负责人。"
        )
    if known.kind != typed.kind:
        yield f"所填{by}在登记簿中是{known.get_kind_display()}，而这里选的是{typed.get_kind_display()}；登记簿中的类型不因本次登记而改变。"
    if others := unlike(known, typed):
        yield (
            f"登记簿中{typed.name}的{'、'.join(others)}与所填的不同，本次登记不改动登记簿（各案的文书都由此印出）；"
            "确已变更的，登记以后在本案当事人处“补登、更正联系方式”，并记入本案。"
        )
    if typed.id_index and known.id_index and known.id_index != typed.id_index:
        yield f"登记簿中“{known.name}”已有另一身份证件号码，这里所填的不会记入登记簿。"
