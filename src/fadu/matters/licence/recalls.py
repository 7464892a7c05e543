# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on recalling a licence: on the ground that was told, and where the law changed, by an announcement that is named.

A holder told on 9 May that his licence is to be recalled for changed circumstances may answer and be heard; whoever recalls it
on 10 May because the law had changed takes that from him, unless that was announced since (许可程序暂行规定 37, 38).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.letters import letters
from fadu.matters.licence.ending import GRANTING, TAKING
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry

#: what names a body or an announcement: words, not a stroke to fill the field
_WORDS = re.compile(r"[\u4e00-\u9fff]{4}")


@guard("recall_announced", "撤回已经公告，写明公告机关和公告名称")
def recall_announced(world: World, **_: Any) -> Verdict:
    """The announcement came when there was a licence to recall, and it is named so that it can be found."""
    announced = world.value("recall_announced_on")
    granted = [entry for act in GRANTING for entry in world.state.done(act)]
    if not announced or not granted:
        return HOLDS  # that it is filled in, and that there is a licence, are other guards' questions
    if not _WORDS.search(str(world.value("recall_announced_by") or "")):
        return Ground(
            code="announcement_unnamed",
            message="没有写明公告撤回的机关和公告名称。",
            remedy="填写公告机关、公告名称和文号",
            unknown=world.replay,
        )
    last = max(granted, key=lambda entry: entry.seq).at.date()
    if date.fromisoformat(str(announced)) >= last:
        return HOLDS
    return Ground(
        code="announced_before_grant",
        message=f"公告撤回之日{announced}早于准予许可之日{last}，公告不及于此后准予的许可。",
        remedy="核对公告之日；准予许可违反公告所依据的规定的，依法撤销",
    )


@guard("recalled_as_told", "撤回的情形与告知的相同", version=2)
def recalled_as_told(world: World, **_: Any) -> Verdict:
    """Where a recall was told and stands, it is recalled on that ground: another one is told first.

    What the law took away since is announced and told to nobody by name (37). A recall given up and taken up again on the
    facts that were told is the one that was told.
    """
    over = world.state.latest((*TAKING, "not_recalled"))
    notices = [e for e in world.state.done("propose_recall") if e.seq > over]
    dropped = _given_up(world)
    if not notices and dropped is not None and _is_of_the_same_facts(world, dropped):
        notices = [dropped]
    ground = world.value("recall_ground")
    if not notices or ground is None or notices[-1].payload.get("recall_ground") in (None, ground):
        return HOLDS
    if ground == "law" and _is_announced_since(world, notices[-1]):
        return HOLDS
    titles = {choice.key: choice.title for choice in world.procedure.fields["recall_ground"].choices}
    before = str(notices[-1].payload["recall_ground"])
    return Ground(
        code="other_ground_than_told",
        message=f"已告知拟以“{titles.get(before, before)}”撤回，现以“{titles.get(str(ground), ground)}”撤回，当事人没有就此陈述申辩。",
        remedy="按告知的情形办理；改为另一情形的，重新办理“告知拟撤回”",
    )


@guard("recall_given_up_stays_so", "不予撤回以后，不以告知以前的公告另行撤回")
def recall_given_up_stays_so(world: World, **_: Any) -> Verdict:
    """Where a recall was told and given up, what was announced by then is looked at when it is recalled for that instead."""
    dropped = _given_up(world)
    ground = dropped.payload.get("recall_ground") if dropped is not None else None
    if dropped is None or ground in (None, "law") or world.value("recall_ground") != "law":
        return HOLDS
    if world.value("recall_announced_on") is None or _is_announced_since(world, dropped):
        return HOLDS
    return Ground(
        code="recalled_after_giving_up",
        message=f"{dropped.at.date()}已告知拟撤回、其后决定不予撤回；现以不晚于该日的公告撤回，当事人没有陈述申辩的机会。",
        remedy="核对公告是否及于该许可，告知时为何没有据以办理；以所告知的事实撤回的，重新告知",
        unknown=True,
    )


def _given_up(world: World) -> Entry | None:
    """The last notice of a recall that it was decided not to go on with, of the licence that stands now."""
    over, since = world.state.latest(("not_recalled",)), world.state.latest((*GRANTING, *TAKING))
    dropped = [entry for entry in world.state.done("propose_recall") if since < entry.seq < over]
    return dropped[-1] if dropped else None


def _is_announced_since(world: World, notice: Entry) -> bool:
    """Whether what is said to have changed the law was announced after a notice."""
    announced = world.value("recall_announced_on")
    return bool(announced) and date.fromisoformat(str(announced)) > notice.at.date()


def _is_of_the_same_facts(world: World, notice: Entry) -> bool:
    """Whether the recall states the facts of a notice, however they are spelled."""
    stated, before = world.value("recall_facts"), notice.payload.get("recall_facts")
    return bool(stated) and bool(before) and letters(stated) == letters(before)
