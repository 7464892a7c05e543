# SPDX-License-Identifier: MulanPSL-2.0
"""The one sequencer: it gives committed entries their places in the tree and signs the head over them."""

from __future__ import annotations

from django.db import connection, transaction

from fadu.kernel import clock
from fadu.ledger import selectors, signing, witness
from fadu.ledger.merkle import leaf_hash
from fadu.ledger.models import Leaf, LedgerEntry, TreeHead

#: entries the sequencer takes at once
BATCH = 2000
#: the key of the sequencer's advisory lock on PostgreSQL
SEQUENCER = 0x46414455


def sequence() -> TreeHead | None:
    """Give every committed entry its place in the tree and sign the new head; None where there is nothing at all.

    One at a time: an advisory lock on PostgreSQL, the write lock on SQLite.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER])
        head = _sequence()
    if head is not None:
        witness.keep(head)
    return head


def _sequence() -> TreeHead | None:
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    index = 0 if last is None else last + 1
    waiting = LedgerEntry.objects.filter(leaf=None).order_by("pk")
    while some := list(waiting[:BATCH]):
        Leaf.objects.bulk_create(
            Leaf(index=index + n, entry=e, hash=leaf_hash(bytes.fromhex(e.hash)).hex())
            for n, e in enumerate(some)
        )
        index += len(some)
    head = selectors.latest_head()
    if head is not None and head.size == index:
        return head
    if index == 0:
        return None
    root, signed_at = selectors.tree().root().hex(), clock.now().isoformat()
    key, signature = signing.sign(size=index, root=root, signed_at=signed_at)
    return TreeHead.objects.create(size=index, root=root, signed_at=signed_at, key=key, signature=signature)
