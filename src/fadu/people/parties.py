# SPDX-License-Identifier: MulanPSL-2.0
"""The parties the bureau deals with: one party, one record; found, registered, merged, erased."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.kernel.identifiers import IdentifierError, resident_id
from fadu.kernel.identifiers import phone as phones
from fadu.kernel.identifiers import uscc as codes
from fadu.ledger import services as ledger
from fadu.people import finding, sealing
from fadu.people.models import Party, PartyName
from fadu.people.proof import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

#: by what a party is known and represented -> the kinds of party that have it
HAD_BY = {
    "uscc": ("enterprise", "sole_trader", "organ"),
    "id_number": ("person", "sole_trader"),
    "legal_representative": ("enterprise", "sole_trader", "organ"),
}


def identity_problems(*, uscc: str = "", id_number: str = "") -> list[tuple[str, str]]:
    """What is wrong with identity codes: (which, message). In daily work a warning, for real ones exist that fail."""
    problems = []
    for column, value, validate in (
        ("统一社会信用代码", uscc, codes.validate),
        ("身份证件号码", id_number, resident_id.validate),
    ):
        if value:
            try:
                validate(value)
            except IdentifierError as error:
                problems.append((column, error.message))
    return problems


def party_as_typed(
    *,
    kind: str,
    name: str,
    uscc: str = "",
    id_number: str = "",
    phone: str = "",
    address: str = "",
    legal_representative: str = "",
) -> Party:
    """A party that is entered nowhere: what is being typed, for checks to look at; nothing of it is kept, and so nothing sealed."""
    number = resident_id.compact(id_number)
    return Party(
        kind=kind,
        name=name,
        uscc=codes.compact(uscc),
        id_number=number,
        id_index=sealing.blind_index(number, purpose="id"),
        phone=phones.compact(phone),
        address=address.strip(),
        legal_representative=legal_representative.strip(),
    )


def unlike(known: Party, typed: Party) -> list[str]:
    """What a record says otherwise than a party as typed, of how it is reached and who represents it, by its title."""
    said = {
        "住址或住所": (known.address and sealing.unseal(known.address), typed.address),
        "联系电话": (known.phone and sealing.unseal(known.phone), typed.phone),
        "法定代表人（负责人、经营者）": (known.legal_representative, typed.legal_representative),
    }
    return [title for title, (kept, given) in said.items() if kept and given and kept != given]


def known_as(typed: Party) -> Party | None:
    """The record that registering a party as typed would find; None where it would make a new one."""
    return _known(typed.kind, typed.name, typed.uscc, typed.id_index)


@transaction.atomic
def register_party(
    *,
    kind: str,
    name: str,
    uscc: str = "",
    id_number: str = "",
    phone: str = "",
    address: str = "",
    legal_representative: str = "",
    on: date | None = None,
    renames: bool = True,
) -> tuple[Party, list[str]]:
    """The party of that identity, found or registered, and warnings about its codes.

    One party, one record: a code or an ID number finds the existing one, whose new name is kept in its history. Where nobody
    was asked about the name (not ``renames``), the record keeps the one it has. Whoever names a party in a case of his own fills in
    what the record lacks and replaces nothing of it, for it stands in the cases of others (``complete_party`` does, by a note).
    """
    code, number = codes.compact(uscc), resident_id.compact(id_number)
    index = sealing.blind_index(number, purpose="id")
    warnings = [message for _, message in identity_problems(uscc=code, id_number=number)]
    day = on or clock.today()
    known = _known(kind, name, code, index)
    party = known or _made(kind, name, code, index, legal_representative, day)
    changed = known is None or (renames and _renamed(party, name, day))
    if not party.legal_representative:
        changed = _represented(party, legal_representative) or changed
    if index and not party.id_index:
        other = Party.objects.filter(id_index=index).first()
        if other is None:
            party.id_index, changed = index, True
        elif other.pk != party.pk:
            warnings.append("该身份证件号码已登记在另一主体名下。是同一主体的，请由管理员合并。")
    given = {"id_number": number, "phone": phones.compact(phone), "address": address.strip()}
    if _sealed(party, **{key: text for key, text in given.items() if not getattr(party, key)}) or changed:
        party.save()
        record(party)
        finding.follow([party])
    return party, warnings


@transaction.atomic
def register_for_a_case(**typed: str) -> tuple[Party, list[str]]:
    """The party of that identity as one case calls it (its ``name``, which is not to be saved), and warnings about its codes.

    What is typed in one case replaces nothing in the cases of others: the register keeps the name it has, and keeps this one
    beside it. It takes another by a correction, or by a change of name shown by a paper.
    """
    party, warnings = register_party(**typed, renames=False)
    name = typed["name"]
    if name == party.name:
        return party, warnings
    if not party.names.filter(name=name).exists():
        PartyName.objects.create(party=party, name=name, since=clock.today())
        record(party)
        finding.follow([party])
    called = copy.copy(party)
    called.name = name
    return called, warnings


@transaction.atomic
def rename(party_id: int, name: str, *, on: date) -> None:
    """Let a party bear another name from a day on, as a paper shows; what it was called stays in its history."""
    party = kept(Party.objects.select_related("merged_into").get(pk=party_id))
    if _renamed(party, name, on):
        party.save()
        record(party)
        finding.follow([party])


@transaction.atomic
def complete_party(
    party_id: int, *, phone: str = "", address: str = "", legal_representative: str = ""
) -> list[str]:
    """Fill in or replace how a party is reached and who represents it; what is left empty stays. What changed, in words."""
    party = kept(Party.objects.get(pk=party_id))
    changed = {
        "住址或住所": _sealed(party, address=address.strip()),
        "联系电话": _sealed(party, phone=phones.compact(phone)),
        "法定代表人（负责人、经营者）": _represented(party, legal_representative),
    }
    if any(changed.values()):
        party.save()
        record(party)
        finding.follow([party])
    return [title for title, is_other in changed.items() if is_other]


def _made(kind: str, name: str, code: str, index: str, legal_representative: str, on: date) -> Party:
    """A new record, or the one that somebody else made of the same party a moment ago.

    An identity number already indexed for another record stays indexed for that one.
    """
    if code and Party.objects.filter(id_index=index).exclude(id_index="").exists():
        index = ""
    try:
        with transaction.atomic():
            made = Party.objects.create(
                kind=kind, name=name, uscc=code, id_index=index, legal_representative=legal_representative
            )
    except IntegrityError:
        theirs = _known(kind, name, code, index)
        if theirs is None:
            raise
        return theirs
    PartyName.objects.create(party=made, name=name, since=on)
    return made


def _known(kind: str, name: str, code: str, index: str) -> Party | None:
    if code:
        return Party.objects.filter(uscc=code).first()
    if index:
        return Party.objects.filter(id_index=index).first()
    if kind == "person":
        return None  # two people may bear one name: without a number each is a record of its own
    party = Party.objects.filter(kind=kind, name=name, uscc="", id_index="").order_by("pk").first()
    return kept(party) if party else None


def names_of(number: int) -> tuple[Party, frozenset[str]] | None:
    """The party of an id, and every name it bears or bore; None where the register has no such record."""
    party = Party.objects.select_related("merged_into").filter(pk=number).first()
    return None if party is None else (party, all_names((number,))[number])


def is_anothers_name(number: int, name: str) -> bool:
    """Whether a name is borne by another record of the register, or was, and never by this one or one merged with it."""
    bearing = set(Party.objects.filter(Q(name=name) | Q(names__name=name)).values_list("pk", "merged_into"))
    return bool(bearing) and all(number not in each for each in bearing)


def all_names(numbers: Iterable[int]) -> dict[int, frozenset[str]]:
    """Every name the parties of these ids bear or bore, in one query; those the register has no record of are left out."""
    wanted = set(numbers)
    names: dict[int, set[str]] = {}
    rows = Party.objects.filter(pk__in=wanted).values_list("pk", "name", "names__name")
    for number, now, then in rows if wanted else ():
        names.setdefault(number, {now}).add(then or now)
    return {number: frozenset(those) for number, those in names.items()}


def kept(party: Party) -> Party:
    """The record that stands for a party: itself, or the one it was merged into (which is merged into none)."""
    return party.merged_into or party


@transaction.atomic
def merge_parties(*, keep: Party, duplicate: Party, document: str) -> Party:
    """Let one record stand for two that turned out to be the same party. Nothing is deleted and no act is changed.

    The code, the number and the names of the duplicate go over; an interest declared against either keeps out of both.
    """
    keep, duplicate = kept(keep), kept(duplicate)
    if not document.strip():
        raise BadInputError(
            expected="认定为同一主体的依据", got="（空）", where="合并主体", remedy="写明核对的材料"
        )
    if keep.pk == duplicate.pk:
        raise BadInputError(expected="两个不同的主体", got=keep.name, where="合并主体", remedy="重新选择")
    clash = (keep.uscc and duplicate.uscc) or (keep.id_index and duplicate.id_index)
    if keep.kind != duplicate.kind or clash:
        raise BadInputError(
            expected="同一类型、代码和证件号码不相矛盾的两个主体",
            got=f"{keep.name}与{duplicate.name}",
            where="合并主体",
            remedy="先核实身份",
        )
    code, index, number = duplicate.uscc, duplicate.id_index, duplicate.id_number
    duplicate.uscc = duplicate.id_index = ""
    for row in (duplicate, *duplicate.merged.all()):
        row.merged_into = keep
        row.save()
        record(row)
    keep.uscc, keep.id_index = keep.uscc or code, keep.id_index or index
    if number and not keep.id_number:
        keep.id_number = sealing.seal(sealing.unseal(number), owner=f"party:{keep.pk}")
    keep.save()
    known = set(keep.names.values_list("name", flat=True))
    PartyName.objects.bulk_create(
        PartyName(party=keep, name=row.name, since=row.since)
        for row in duplicate.names.order_by("pk")
        if row.name not in known
    )
    record(keep)
    finding.follow([keep])
    body = {"duplicate": duplicate.pk, "into": keep.pk, "document": document}
    ledger.append(stream=f"merging:{duplicate.pk}", kind="merged", body=body, at=clock.now())
    return keep


def _renamed(party: Party, name: str, on: date) -> bool:
    if party.name == name:
        return False
    if party.names.filter(since__gt=on).exists():  # what it was called earlier, told afterwards
        if party.names.filter(name=name).exists():
            return False
    else:
        party.name = name
    PartyName.objects.create(party=party, name=name, since=on)
    return True


def _represented(party: Party, name: str) -> bool:
    """Enter who represents a party today: whoever did before is told by the papers of that time."""
    if not name.strip() or name.strip() == party.legal_representative:
        return False
    party.legal_representative = name.strip()
    return True


def _sealed(party: Party, **plain: str) -> bool:
    """Seal what is new; a telephone or an address that changed replaces the old, an ID number never does."""
    changed = False
    for column, value in plain.items():
        kept = getattr(party, column)
        if value and (not kept or (column != "id_number" and sealing.unseal(kept) != value)):
            setattr(party, column, sealing.seal(value, owner=f"party:{party.pk}"))
            changed = True
    return changed
