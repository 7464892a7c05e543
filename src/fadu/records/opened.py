# SPDX-License-Identifier: MulanPSL-2.0
"""The copy of a document for the file, with the numbers and addresses that every other copy shows masked.

It is made for one reader and kept nowhere: what lies in the archive, and what is published, stays masked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.people import party_views, sealing
from fadu.records.since import NOTHING, copied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.records.models import Document
    from fadu.records.since import Since


def has_sealed(data: Mapping[str, Any]) -> bool:
    """Whether anything on a document with these contents (``sealed`` and ``parties`` of them) is masked that its copy for the file shows."""
    return bool(data.get("sealed")) or any(row.get("sealed") for row in data.get("parties") or ())


def opened(document: Document, fmt: str, since: Since = NOTHING) -> bytes:
    """The document with its parties in plain. Whoever asks has been asked whether they may, and it is entered.

    Of a party that was erased since, it says so.
    """
    return copied(document, _in_plain(document.data), fmt, since)


def _in_plain(data: Mapping[str, Any]) -> dict[str, Any]:
    parties = party_views.opened(data.get("parties", ()))
    by_key = {row["key"]: row for row in parties if "key" in row}
    party = data.get("party") or {}
    own = {**data.get("own", {}), **_of_act(data.get("sealed", {}))}
    return {**data, "parties": parties, "party": by_key.get(party.get("key"), party), "own": own}


def _of_act(tokens: Mapping[str, str]) -> dict[str, str]:
    """What the act of a paper says that was sealed: field -> text; of what was erased since, that it was."""
    plain = sealing.unseal_all(set(tokens.values()))
    return {key: plain[token] for key, token in tokens.items()}
