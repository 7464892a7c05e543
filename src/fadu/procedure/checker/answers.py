# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever answers a paper is asked whether it reached him, and nobody waits for what reaches others.

An act done for one party asks of a paper that it was served ``to: party``; other acts ask it of everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.implied import arguments
from fadu.procedure.checker.report import Line
from fadu.procedure.recipients import THE_PARTY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Procedure


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each act that asks of the wrong people whether a paper reached them."""
    title = "就文书陈述、申请的，只看该文书是否送达其本人"
    asking = [
        (action, use)
        for action in procedure.actions.values()
        for use in action.guards
        if use.name == "served"
    ]
    wrong = False
    for action, use in asking:
        to = arguments(use).get("to", "")
        if to == (THE_PARTY if action.per_party else ""):
            continue
        wrong = True
        witness = (
            f"“{action.title}”由一名当事人办理，却须等文书送达所有的人（应写明 to: party）。"
            if action.per_party
            else f"“{action.title}”不是为某一当事人办理的，不能只看是否送达其本人。"
        )
        yield Line(code=f"answers:{action.key}", title=title, ok=False, witness=witness, source=use.source)
    if not wrong:
        yield Line(code="answers", title=title, ok=True, witness=f"{len(asking)}处要求送达")
