# SPDX-License-Identifier: MulanPSL-2.0
"""The key that marks entries against the ledger: whether it is at hand and the right one, and since when it marks."""

from __future__ import annotations

from fadu.ledger import marks, selectors
from fadu.ledger.key_register import FIRST, REPLACED, STREAM
from fadu.ledger.models import LedgerEntry


def check() -> None:
    """Refuse to go on where there are entries and the key that marks them is not at hand. Raises MarkKeyError."""
    anchor = _anchor()
    known = marks.held()
    if known is None:
        if LedgerEntry.objects.exists():
            raise marks.lost("不在")
    elif anchor is not None and not marks.is_ours(anchor, known):
        raise marks.lost("不是为这个数据库的账目作印记的那一把密钥")


def since() -> int:
    """The place in the tree from which on entries bear the mark of the key at hand."""
    places = dict(selectors.entries(STREAM).values_list("seq", "place"))
    renewed = [
        places.get(seq) or 0
        for seq, said in selectors.said_in(STREAM).items()
        if said.kind == REPLACED and said.body.get("marks") == "renewed"
    ]
    return max(renewed, default=0)


def _anchor() -> LedgerEntry | None:
    """The entry by which the key is known: that of the first signing key, or by which the key was renewed."""
    said = selectors.said_in(STREAM)
    held_by = [
        seq
        for seq, one in said.items()
        if one.kind == FIRST or (one.kind == REPLACED and one.body.get("marks") == "renewed")
    ]
    return selectors.entries(STREAM).filter(seq=held_by[-1]).first() if held_by else None
