# SPDX-License-Identifier: MulanPSL-2.0
"""Which keys the acts every procedure knows may hold: a closed list, so that nothing is brought about that the act does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: act -> what whoever does it may say; what follows from other acts nobody fills in
KEYS: Mapping[str, frozenset[str]] = {
    "assign": frozenset({"role", "person", "name"}),
    "release": frozenset({"role", "person", "name", "reason"}),
    "add_party": frozenset({"party", "name", "capacity", "kind", "reason"}),
    "remove_party": frozenset({"party", "reason"}),
    "succeed": frozenset({"party", "ground", "happened_on", "paper", "successor", "name", "kind"}),
    "correct_party": frozenset({"party", "reason", "name", "uscc", "uscc_was", "id_number", "register"}),
    "serve": frozenset(
        {
            *("document", "party", "manner", "sent_on", "arrived_on", "returned_on"),
            "effective_on",  # of a history; of what is done here the day derived from the law is recorded instead
            *(
                "proof",
                "proof_digest",
                "receiver",
                "relation",
                "through",
                "mail_number",
                "refusal",
                "address",
                "failure",
                "witness",
                "filmed",
            ),
            *("whereabouts_unknown", "account", "consent", "address_confirmed", "online_remedy"),
            "repeated_because",  # why a paper that was served already is served once more
        }
    ),
    "attach": frozenset({"title", "digest", "kind", "access", "taken_on", "place", "from_whom", "file"}),
    "note": frozenset({"text"}),
    "return_proposal": frozenset({"of", "reason"}),
    "publish": frozenset({"rule", "channel", "published_on", "withdrawn_on"}),
    "correct_day": frozenset({"of", "field", "day", "paper", "reason"}),
    "confirm_day": frozenset({"of"}),
    "refuse_day": frozenset({"of", "reason"}),
    "confirm_joint": frozenset({"of"}),
}


def strange(action: str, keys: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that an act of the closed list does not know; none of any other act.

    >>> strange("note", {"text": "来电", "void_documents": []})
    ('void_documents',)
    """
    known = KEYS.get(action)
    return () if known is None else tuple(key for key in keys if key not in known)


def grounds(action: str, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against an act that says what it cannot say."""
    for key in strange(action, payload):
        yield Ground(
            code="unknown_field",
            message=f"“{BUILT_IN[action]}”没有“{key}”这一项。",
            remedy=f"删去“{key}”",
            form=True,
        )
