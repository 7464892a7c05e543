# SPDX-License-Identifier: MulanPSL-2.0
"""Parties as screens and papers show them: sealed data opened and masked, many read together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from fadu.kernel.identifiers import phone, resident_id
from fadu.people import sealing
from fadu.people.models import Party, SealedKey
from fadu.people.parties import kept
from fadu.people.rules import masked_address
from fadu.storage.prepared import Prepared, any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def parties_of(party_ids: Iterable[int]) -> list[Party]:
    """The parties of these ids."""
    return _PARTIES(sorted(set(party_ids)))


#: the key, as it is kept, to what is sealed of the record that stands for a party
_KEY_OF_PARTY = SealedKey.objects.filter(
    owner=Concat(
        Value("party:"), Cast(Coalesce(OuterRef("merged_into_id"), OuterRef("pk")), output_field=CharField())
    )
).values("wrapped")[:1]
_PARTIES = Prepared(
    lambda parties: (
        Party.objects.select_related("merged_into")
        .filter(any_of("pk", parties))
        .annotate(wrapped=Subquery(_KEY_OF_PARTY))
        .order_by("pk")
    ),
    [int],
)


def party_view(party_id: int) -> dict[str, Any]:
    """A party as screens and papers show it: sealed data opened and masked, the tokens beside (``sealed``)."""
    return party_views([party_id])[party_id]


def party_views(party_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Parties as screens and papers show them, by id: read together, and so are the keys to what is sealed of them."""
    parties = parties_of(party_ids)
    by_id = {party.pk: kept(party) for party in parties}
    tokens = {t for p in by_id.values() for t in (p.id_number, p.phone, p.address) if t}
    wrapped = {f"party:{kept(party).pk}": party.wrapped for party in parties}
    plain = sealing.unseal_all(tokens, wrapped) | {"": ""}
    return {pk: _view(party, plain) for pk, party in by_id.items()}


def view_as_typed(known: Party | None = None, **typed: str) -> dict[str, Any]:
    """A party as screens and papers will show it once it is registered as typed; what is left empty is as the record known says.

    >>> view = view_as_typed(kind="sole_trader", name="清河百货店", phone="13900001111")
    >>> view["name"], view["phone"], view["legal_representative"]
    ('清河百货店', '139****1111', '')
    """
    party = Party(**typed)
    view = _view(party, {text: text for text in ("", party.id_number, party.phone, party.address)})
    del view["sealed"]
    kept = party_view(known.pk) if known else {}
    return {part: value or kept.get(part, value) for part, value in view.items()}


def _view(party: Party, plain: Mapping[str, str]) -> dict[str, Any]:
    """A party with what was sealed of it: token -> text."""
    masked = _masked(plain[party.id_number], resident_id.mask)
    return {
        "name": party.name,
        "kind": party.kind,
        "uscc": party.uscc,
        "legal_representative": party.legal_representative,
        "id_number": masked,
        "identity_kind": "统一社会信用代码" if party.uscc else "身份证件号码",
        "identity": party.uscc or masked,
        "phone": _masked(plain[party.phone], phone.mask),
        "address": _address(party, plain[party.address]),
        "sealed": _sealed(party, plain),
    }


def _sealed(party: Party, plain: Mapping[str, str]) -> dict[str, str]:
    """What is shown masked, as it is sealed: part -> token. Nothing of what was never given, or was erased."""
    tokens = {"phone": party.phone, "id_number": party.id_number}
    if party.kind == "person":
        tokens["address"] = party.address
    return {part: token for part, token in tokens.items() if plain[token] not in {"", sealing.ERASED}}


def opened(views: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Parties as they were shown masked, with what is sealed of them in plain; whoever asks has been asked whether they may, and it is entered.

    What was erased since is said to be.
    """
    rows = [dict(view) for view in views]
    plain = sealing.unseal_all({token for row in rows for token in row.get("sealed", {}).values()})
    for row in rows:
        parts = {part: plain[token] for part, token in row.pop("sealed", {}).items()}
        if "id_number" in parts and not row.get("uscc"):
            parts["identity"] = parts["id_number"]
        row.update(parts)
    return rows


def _masked(plain: str, mask: Callable[[str], str]) -> str:
    return mask(plain) if plain not in {"", sealing.ERASED} else plain


def _address(party: Party, plain: str) -> str:
    """The address of an enterprise is public; that of a natural person is shown only as far as the district."""
    return plain if party.kind != "person" else _masked(plain, masked_address)
