# SPDX-License-Identifier: MulanPSL-2.0
"""Registering many parties: each as if they came one after the other, most of them in a few statements for all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects

from fadu.kernel import clock
from fadu.kernel.identifiers import phone as phones
from fadu.kernel.identifiers import resident_id
from fadu.kernel.identifiers import uscc as codes
from fadu.people import finding
from fadu.people.models import Party, PartyName
from fadu.people.parties import kept, register_party
from fadu.people.proof import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

#: by what a party is recognised: its code, its number, or kind and name; somebody without any is a record of their own
Identity = tuple[str, ...]


def register_parties(
    wanted: Sequence[Mapping[str, str]], *, on: date | None = None, renames: bool = True
) -> list[Party]:
    """The party of each, found or registered, as ``register_party`` would give it for one after the other.

    Those that are new, and those that are there and stay as they are, are seen to together; the others one by one: who gives
    an identity number, a telephone or an address, which are sealed, and whoever appears under another name or is represented
    by somebody else.
    """
    day = on or clock.today()
    places: dict[Identity, list[int]] = defaultdict(list)
    for place, each in enumerate(wanted):
        places[_identity(each) or ("", str(place))].append(place)
    there = _there(places)
    together: dict[Identity, Party] = {}
    for key, own in places.items():
        party = there.get(key) or _unwritten(wanted[own[0]])
        if not any(_is_sealed(wanted[place]) or _differs(wanted[place], party) for place in own):
            together[key] = party
    if any(key[0] == "name" and party.name != key[2] for key, party in there.items()):
        together = {}  # a name leads to a record kept under another, which it renames: then the order decides
    if not _made([party for key, party in together.items() if key not in there], day):
        together = {key: party for key, party in together.items() if key in there}
    parties = {place: party for key, party in together.items() for place in places[key]}
    for place, each in enumerate(wanted):
        if place not in parties:
            parties[place], _ = register_party(**each, on=day, renames=renames)
    return [parties[place] for place in range(len(wanted))]


def _identity(each: Mapping[str, str]) -> Identity | None:
    """What the party is recognised by; None where it is not recognised."""
    if code := codes.compact(each.get("uscc", "")):
        return "code", code
    if number := resident_id.compact(each.get("id_number", "")):
        return "number", number
    return None if each["kind"] == "person" else ("name", each["kind"], each["name"])


def _is_sealed(each: Mapping[str, str]) -> bool:
    """Whether it gives anything that is sealed."""
    number, phone = resident_id.compact(each.get("id_number", "")), phones.compact(each.get("phone", ""))
    return bool(number or phone or each.get("address", "").strip())


def _differs(each: Mapping[str, str], party: Party) -> bool:
    """Whether it bears another name than the record, or names another representative."""
    representative = each.get("legal_representative", "").strip()
    return each["name"] != party.name or bool(representative and representative != party.legal_representative)


def _there(identities: Iterable[Identity]) -> dict[Identity, Party]:
    """The records that are there; of several under one name the first, or the one it was merged into."""
    by_code = [identity[1] for identity in identities if identity[0] == "code"]
    by_name = [identity[2] for identity in identities if identity[0] == "name"]
    there: dict[Identity, Party] = {}
    if by_code:
        there |= {("code", party.uscc): party for party in Party.objects.filter(uscc__in=by_code)}
    if by_name:
        named = Party.objects.filter(name__in=by_name, uscc="", id_index="").select_related("merged_into")
        for party in named.order_by("-pk"):
            there["name", party.kind, party.name] = kept(party)
    return there


def _unwritten(each: Mapping[str, str]) -> Party:
    return Party(
        kind=each["kind"],
        name=each["name"],
        uscc=codes.compact(each.get("uscc", "")),
        legal_representative=each.get("legal_representative", ""),
    )


def _made(parties: Sequence[Party], on: date) -> bool:
    """Write new records; nothing, and False, where somebody else has made one of them a moment ago."""
    if not parties:
        return True
    try:
        with transaction.atomic():
            Party.objects.bulk_create(parties)
    except IntegrityError:
        return False
    PartyName.objects.bulk_create(PartyName(party=party, name=party.name, since=on) for party in parties)
    prefetch_related_objects(parties, "names")
    for party in parties:
        record(party, is_new=True)
    finding.follow(parties)
    return True
