# SPDX-License-Identifier: MulanPSL-2.0
"""Which penalty cases are for legal review (程序规定 50), for the procedure and for the register alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.fallen import begun_anew

if TYPE_CHECKING:
    from fadu.procedure.state import State


def is_for_counsel(
    state: State, *, grounds: object, no_major_interest: bool, before: int | None = None
) -> bool:
    """Whether one of the four cases of legal review is given, or was when the case was sent for it: what counsel or the heads said
    no to is not decided because somebody takes the ground off the record.

    A hearing counts for the second case unless it is on record that no major interest is touched. Asked is the case as it was taken
    up last, or as it was taken up last before an act.
    """
    anew = begun_anew(state, before=before)
    return bool(grounds) or _was_sent(state, anew) or (was_heard(state, anew) and not no_major_interest)


def was_heard(state: State, anew: int) -> bool:
    """Whether a hearing took place since the case was taken up."""
    return any(each.outcome == "held" and each.opened_seq > anew for each in state.children_of("hearing"))


def _was_sent(state: State, anew: int) -> bool:
    """Whether counsel was asked about the case since it was taken up: only a case that needs it is sent. One that counsel gave back
    without an opinion (退回) may have been sent by mistake.
    """
    reviews = state.children_of("legal_review")
    return any(each.opened_seq > anew and each.outcome != "returned" for each in reviews)
