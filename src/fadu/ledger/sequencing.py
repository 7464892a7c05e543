# SPDX-License-Identifier: MulanPSL-2.0
"""The one sequencer: it gives committed entries their places in the tree and signs the head over them.

What it costs depends on what is new alone: entries that wait stand in an index of their own (whatever order PostgreSQL
commits them in), and the tree goes on from its complete nodes. It signs after the write lock is given back.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.ledger import kept_head, key_acts, keys, marks, merkle, selectors, stored_tree, witness
from fadu.ledger.heads import Head
from fadu.ledger.merkle import Growth
from fadu.ledger.models import LedgerEntry, TreeHead, TreeNode
from fadu.storage import locks
from fadu.storage.prepared import PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: entries that get their places in one transaction: others write in between
BATCH = 1000
#: the key of the sequencer's lock
SEQUENCER = 0x46414455

_PLACE = PreparedUpdate(LedgerEntry, sets=("place",), where=("id",))
_NODES = PreparedInsert(TreeNode)
_HEAD = PreparedInsert(TreeHead, if_new=True)


def sequence() -> Head | None:
    """Give every committed entry its place in the tree and sign the new head; None where there is nothing at all.

    Raises BrokenOffError where the tree does not go on from the head that is kept beside the keys: then nothing is signed.
    """
    if _waiting().exists():
        key_acts.begin()  # so that the first tree holds the key that signs it
    last = 0
    while _waiting(last).exists():
        with transaction.atomic():
            locks.one_at_a_time(SEQUENCER)
            last = _place_some(last)
    head = _newest_head()
    if head is not None:
        kept_head.keep(head)
        witness.keep(head)
    return head


def foreign() -> list[str]:
    """Entries that get no place because this program did not write them, by stream and number."""
    key = marks.key()
    return [f"{entry.stream} 第{entry.seq}项" for entry in _waiting() if not marks.is_ours(entry, key)]


def _waiting(last: int = 0) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(place=None, pk__gt=last).order_by("id")


def _place_some(last: int) -> int:
    """Give places to some entries that wait; up to which of them was looked. One that bears no mark of ours gets none."""
    size, key = stored_tree.size(), marks.key()
    growth, first = Growth(size, stored_tree.peaks(size)), merkle.complete(size)
    waiting = list(_waiting(last)[:BATCH])
    ours = [entry for entry in waiting if marks.is_ours(entry, key)]
    nodes = growth.extend(merkle.leaf_of(entry.hash) for entry in ours)
    _PLACE.all([(place, entry.pk) for place, entry in enumerate(ours, start=size)])
    _NODES.all([TreeNode(position=place, hash=node) for place, node in enumerate(nodes, start=first)])
    return waiting[-1].pk if waiting else last


def _newest_head() -> Head | None:
    """The signed head over all places given; of two that sign one size at once, the first stays."""
    size, head = stored_tree.size(), selectors.latest_head()
    if size == 0 or (head is not None and head.size >= size):
        return head
    moment = clock.now().astimezone(clock.LEGAL_TIME).isoformat(timespec="seconds")
    signed = keys.sign(Head(size=size, root=stored_tree.root(size).hex(), signed_at=moment))
    kept_head.require_continued(signed.origin)
    with transaction.atomic():
        _HEAD(TreeHead(**dataclasses.asdict(signed)))
    return selectors.latest_head()
