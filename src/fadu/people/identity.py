# SPDX-License-Identifier: MulanPSL-2.0
"""A slip in what a party is called or known by, put right in the register: the record stays one, and its stream keeps what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel.errors import BadInputError
from fadu.kernel.identifiers import resident_id
from fadu.kernel.identifiers import uscc as codes
from fadu.people import finding, sealing
from fadu.people.models import Party
from fadu.people.parties import HAD_BY, kept, merge_parties
from fadu.people.proof import record

if TYPE_CHECKING:
    from collections.abc import Mapping


@transaction.atomic
def correct_identity(
    party_id: int, *, name: str = "", uscc: str = "", id_number: str = "", reason: str
) -> Mapping[str, str]:
    """Put right what is given and differs; what is left empty stays. Column -> what it was (of a number: nothing).

    A mistyped name was never borne: it is no former name. A code that another record of the same name bears already makes both one.
    Raises BadInputError where the code or the number is that of somebody called otherwise.
    """
    party = kept(Party.objects.select_related("merged_into").get(pk=party_id))
    code, number = codes.compact(uscc), resident_id.compact(id_number)
    _refuse_what_it_has_not(party, number)
    was: dict[str, str] = {}
    if name and name != party.name:
        was["name"] = party.name
        if party.names.filter(name=name).exists():  # a case called it so already
            party.names.filter(name=party.name).delete()
        party.names.filter(name=party.name).update(name=name)
        party.name = name
    theirs = _other(party, code=code, index="")
    if code and code != party.uscc:
        was["uscc"] = party.uscc
        party.uscc = "" if theirs else code
    if number and not _is_its_number(party, number):
        index = sealing.blind_index(number, purpose="id")
        if (other := _other(party, code="", index=index)) is not None:
            raise _anothers("身份证件号码", other)
        was["id_number"] = ""
        sealed = sealing.seal(number, owner=f"party:{party.pk}")
        for column, value in (("id_number", sealed), ("id_index", index)):
            setattr(party, column, value)
    if was:
        party.save()
        record(party)
        finding.follow([party])
    if theirs is not None:
        if theirs.name != party.name or theirs.kind != party.kind:
            raise _anothers("统一社会信用代码", theirs)
        merge_parties(keep=theirs, duplicate=party, document=f"更正当事人：{reason}")
    return was


def is_called(party_id: int, name: str) -> bool:
    """Whether the register calls a party so now."""
    return kept(Party.objects.select_related("merged_into").get(pk=party_id)).name == name


def code_of(party_id: int) -> str:
    """The code that a party is known by now."""
    return kept(Party.objects.select_related("merged_into").get(pk=party_id)).uscc


def _is_its_number(party: Party, number: str) -> bool:
    return bool(party.id_number) and sealing.unseal(party.id_number) == number


def _other(party: Party, *, code: str, index: str) -> Party | None:
    """The other record that bears a code or a number."""
    known = Party.objects.exclude(pk=party.pk)
    if code:
        return known.filter(uscc=code).first()
    return known.filter(id_index=index).first() if index else None


def _refuse_what_it_has_not(party: Party, number: str) -> None:
    """Refuse an identity number for a party whose kind has none. Raises BadInputError."""
    if number and party.kind not in HAD_BY["id_number"]:
        raise BadInputError(
            expected=f"{party.get_kind_display()}的名称或者统一社会信用代码",
            got="身份证件号码",
            where="更正后的身份证件号码",
            remedy="清空本栏；主体类型登记有误的，按正确的类型另行登记当事人",
        )


def _anothers(what: str, other: Party) -> BadInputError:
    return BadInputError(
        expected=f"没有登记在其他主体名下的{what}",
        got=f"已登记在“{other.name}”名下",
        where="更正当事人",
        remedy="所填有误的改正；本案当事人应当是另一主体的，办理变更当事人和登记当事人；同一主体登记了两次的，由管理员合并",
    )
