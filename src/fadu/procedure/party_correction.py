# SPDX-License-Identifier: MulanPSL-2.0
"""A slip in the name or the code of a party, put right beside what it was: the same party, called what it is called.

No change in law: whoever changed its name, died or was merged is told by a succession (see :mod:`fadu.procedure.succession`). The party
keeps its key, so every row that names it stands, and what was examined, told and decided against it is what it was. Papers made before
go on saying what they said; that they do is said with the act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import PartyView, State

CORRECT_PARTY = "correct_party"
#: what may be wrong of a party: its name in the case (or in the ``register`` alone), its code, its number (of which only that it was put
#: right is said)
PARTS = ("name", "uscc", "id_number")


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against a correction: who is meant, and what is to be other than it is."""
    view = _view(world.state, str(payload.get("party") or ""))
    if view is None:
        yield Ground(
            code="not_a_party", message="所选的人不是本案当事人。", remedy="选择本案当事人", form=True
        )
    elif not any(payload.get(part) for part in PARTS) or (
        payload.get("name") == view.name and not payload.get("register")
    ):
        yield Ground(
            code="nothing_corrected",
            message=f"没有写明“{view.name}”更正成什么。",
            remedy="填写更正后的姓名或名称、统一社会信用代码、身份证件号码中有误的，没有误的留空",
            form=True,
        )


def recorded(world: World, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The correction with the name as it was."""
    view = _view(world.state, str(payload.get("party") or ""))
    is_other = view and payload.get("name") and payload["name"] != view.name
    return {**payload, "was": view.name} if view and is_other else dict(payload)


def cautions(world: World, payload: Mapping[str, Any]) -> Iterator[str]:
    """That papers made before the correction go on saying what they said, those that were served above all."""
    key = str(payload.get("party") or "")
    papers = [paper for paper in world.state.documents if not paper.void]
    served = [paper for paper in papers if any(service.party == key for service in paper.services)]
    if served:
        yield (
            f"已经制发的{len(papers)}份文书不随之改变，其中{len(served)}份已经送达该当事人："
            "应当以更正通知等书面告知，或者依法补正文书。"
        )
    elif papers:
        yield f"已经制作的{len(papers)}份文书不随之改变：还要使用的，依法补正或者重新制作。"


def since(state: State, seq: int) -> Iterator[Entry]:
    """The corrections of parties made after an act: its paper, once issued, goes on saying what it said."""
    yield from (entry for entry in state.done(CORRECT_PARTY) if entry.seq > seq)


def _view(state: State, key: str) -> PartyView | None:
    return next((party for party in state.parties if party.key == key), None)
