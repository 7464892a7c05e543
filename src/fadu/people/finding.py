# SPDX-License-Identifier: MulanPSL-2.0
"""By what a party is found: rows that follow from the register, written with each change of it, compared by `verify`.

Its names, those it bore too, in whatever characters they are written; who represents an enterprise and where it lies, which are
public; its telephone as a keyed digest, the whole number alone. Where a natural person lives is not searched. Who only a sealed
field names is no party, and so is found by nothing of this.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from fadu.kernel.grams import grams, query_grams
from fadu.kernel.identifiers import phone as phones
from fadu.kernel.identifiers import resident_id
from fadu.kernel.identifiers import uscc as codes
from fadu.kernel.letters import spelled_alike
from fadu.kernel.plain_numbers import plain_number
from fadu.ledger.problems import Problem
from fadu.people import sealing
from fadu.people.models import Party, PartyFinding, PartyName
from fadu.storage import index_checks
from fadu.storage.fulltext import WordIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from fadu.ledger.problems import Takes

#: the words of every party; the migration that made it names it alike
INDEX = WordIndex(name="people_search", table="people_partyfinding", words="grams", row="party_id")
#: parties read together
TOGETHER = 500
#: of a common word so many parties are looked at, those entered last
LOOKED_AT = 2_000


def follow(parties: Sequence[Party]) -> int:
    """Let what finds these parties say what the register says of them; return how many rows differed."""
    wanted = _wanted(parties)
    rows = PartyFinding.objects.filter(pk__in=list(wanted)).values_list("pk", "phone_index", "grams")
    held = {pk: (phone, words) for pk, phone, words in rows}
    differing = [pk for pk, row in wanted.items() if held.get(pk) != row]
    PartyFinding.objects.bulk_create(
        [PartyFinding(pk=pk, phone_index=wanted[pk][0], grams=wanted[pk][1]) for pk in differing],
        update_conflicts=True,
        unique_fields=["party"],
        update_fields=["phone_index", "grams"],
    )
    return len(differing)


def rebuild() -> int:
    """Derive the rows of all parties afresh; return how many differed."""
    return sum(follow(parties) for parties in _all())


def differing(keys: Sequence[int]) -> Iterator[Problem]:
    """Of these parties those that are found by something else than the register says of them."""
    wanted = _wanted(list(Party.objects.filter(pk__in=keys)))
    rows = PartyFinding.objects.filter(pk__in=list(wanted)).values_list("pk", "phone_index", "grams")
    held = {pk: {"phone_index": phone, "grams": words} for pk, phone, words in rows}
    for pk, (phone, words) in wanted.items():
        for column, value in (("phone_index", phone), ("grams", words)):
            if held.get(pk, {}).get(column) != value:
                yield _problem(str(pk), "据以查找主体的词或者电话与登记簿不符", column if pk in held else "")
                break


def touched(streams: Iterable[str]) -> Iterator[int]:
    """The parties of which these streams tell."""
    for stream in streams:
        room, _, number = stream.partition(":")
        if room == "party" and (key := plain_number(number)) is not None:
            yield key


def index_differs(_: Takes) -> Iterator[Problem]:
    """An index that says other words than these rows, and rows of nobody."""
    for key in index_checks.differing(INDEX):
        yield _problem("" if key is None else str(key), "索引不在、读不出来，或者所记的词与检索文字不符")
    of_nobody = PartyFinding.objects.filter(~Exists(Party.objects.filter(pk=OuterRef("pk"))))
    for key in of_nobody.order_by("pk").values_list("pk", flat=True):
        yield _problem(str(key), "这一行不属于登记簿中的任何主体")


def _problem(row: str, what: str, column: str = "") -> Problem:
    return Problem(
        code="index_changed",
        where=f"主体的检索词 {row}".rstrip(),
        message=f"{what}：检索的结果靠不住。",
        table=PartyFinding._meta.db_table,
        row=row or INDEX.name,
        column=column,
    )


def named(parties: QuerySet[Party], words: str) -> QuerySet[Party]:
    """Those of the given parties (already whom the reader may know of) with these words in their names or public particulars."""
    wanted = query_grams(spelled_alike_words(words))
    return INDEX.holding(parties, wanted, last=LOOKED_AT) if wanted else parties.none()


def identified(parties: QuerySet[Party], number: str) -> QuerySet[Party]:
    """Those of the given parties that bear exactly this code, identity number or telephone; each is asked by its digest."""
    code, phone = codes.compact(number), phones.compact(number)
    stands = Coalesce("merged_into_id", "pk")  # a record merged away is found as the one that stands for it
    of_code = Party.objects.filter(uscc=code).exclude(uscc="").values_list(stands)
    of_id = Party.objects.filter(id_index=_id_index(number)).exclude(id_index="").values_list(stands)
    of_phone = PartyFinding.objects.filter(phone_index=_phone_index(phone)).exclude(phone_index="")
    keys = of_code.union(of_id, of_phone.values_list(Coalesce("party__merged_into_id", "party_id")))
    wanted = {pk for (pk,) in keys}
    return parties.filter(pk__in=wanted) if wanted else parties.none()


def spelled_alike_words(text: str) -> str:
    """Words apart as they were, each in the one spelling of all its spellings.

    >>> spelled_alike_words("張偉 食品") == spelled_alike_words("张伟 食品")
    True
    """
    return " ".join(map(spelled_alike, text.split()))


def _all() -> Iterator[list[Party]]:
    rows = Party.objects.order_by("pk").iterator(chunk_size=TOGETHER)
    while some := list(islice(rows, TOGETHER)):
        yield some


def _wanted(parties: Sequence[Party]) -> dict[int, tuple[str, str]]:
    """Of each party the digest of its telephone and its words."""
    names: dict[int, set[str]] = {party.pk: set() for party in parties}  # the present one is among them
    for pk, name in PartyName.objects.filter(party__in=list(names)).values_list("party_id", "name"):
        names[pk].add(name)
    tokens = {token for party in parties for token in (party.phone, party.address) if token}
    plain = sealing.unseal_all(tokens) | {"": ""} if tokens else {"": ""}
    return {
        party.pk: (
            _phone_index(phones.compact(_left(plain[party.phone]))),
            _words(party, names[party.pk], _left(plain[party.address])),
        )
        for party in parties
    }


def _words(party: Party, names: Iterable[str], address: str) -> str:
    public = (party.legal_representative, address) if party.kind != "person" else ()
    texts = map(spelled_alike, (*names, *public))
    return " ".join(sorted({gram for text in texts for gram in grams(text)}))


def _left(plain: str) -> str:
    return "" if plain == sealing.ERASED else plain


def _phone_index(phone: str) -> str:
    return sealing.blind_index(phone, purpose="phone")


def _id_index(number: str) -> str:
    return sealing.blind_index(resident_id.compact(number), purpose="id")
