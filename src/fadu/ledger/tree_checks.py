# SPDX-License-Identifier: MulanPSL-2.0
"""Whether places, stored nodes and heads agree with the entries: one pass over all entries in their places.

The heads of this database and those kept elsewhere come in order of size; at each of these sizes the root of the tree grown
anew is compared with that of the head.
"""

from __future__ import annotations

import dataclasses
from heapq import merge
from typing import TYPE_CHECKING

from django.db.models import Max

from fadu.kernel.errors import BadInputError
from fadu.ledger import merkle, stored_tree
from fadu.ledger.expected import Expected, Few, Own, size_of
from fadu.ledger.heads import Head, from_json
from fadu.ledger.models import TreeHead, TreeNode
from fadu.ledger.problems import Problem
from fadu.ledger.regrowth import BATCH, Regrowth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.ledger.key_checks import KeyRegister

HEAD = [field.name for field in dataclasses.fields(Head)]


def problems(register: KeyRegister | None, *kept: Iterable[Expected]) -> Iterator[Problem]:
    """What is wrong with places, nodes and heads; today's tree must go on from each head kept elsewhere.

    Each of ``kept`` comes in order of size, and holds no head that is written after this is called.
    """
    last = TreeHead.objects.aggregate(last=Max("pk"))["last"] or 0
    top = TreeNode.objects.aggregate(top=Max("position"))["top"]
    size = stored_tree.size()  # asked for last: beside a live site it may only have grown
    if top is not None and top >= merkle.complete(size):
        yield Problem(
            code="node_unknown", where=f"账本树节点{top}", message="存储的节点多于记录所有：有人插入了节点。"
        )
    tree, few, is_signed = Regrowth(size), Few(), False
    for one in merge(_own(last), *kept, key=size_of):
        if isinstance(one, Problem):
            yield one
            continue
        is_signed |= isinstance(one, Own)
        yield from few.of(one, one.signed(register))
        if one.head.size > size:
            yield from few.of(one, [one.beyond(size)])
            continue
        yield from tree.to(one.head.size)
        if not tree.is_broken and one.is_of(register) and tree.root() != one.head.root:
            yield from few.of(one, [one.other_root()])
    yield from tree.to(size)
    yield from few.rest()
    if size and not is_signed:
        yield Problem(
            code="head_missing",
            where="账本根",
            message="记录有了在账本树中的位置，却没有账本根：账本根被删去。",
        )


def _own(last: int) -> Iterator[Expected | Problem]:
    """The heads of this database in order of size, and rows that are none."""
    rows = TreeHead.objects.filter(pk__lte=last).order_by("size").values(*HEAD)
    for fields in rows.iterator(chunk_size=BATCH):
        try:
            yield Own(from_json(fields))
        except BadInputError as error:
            where = f"账本根 {str(fields['size'])[:20]}"
            yield Problem(code="head_unreadable", where=where, message=error.message)
