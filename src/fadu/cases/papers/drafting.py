# SPDX-License-Identifier: MulanPSL-2.0
"""The papers an act is going to issue, before it does: drafted as they are issued, shown to whoever signs, fixed by the first signature.

What one signs is what the paper says: its form and its text, without number, day of issue and signatures, which come last. The first
signature carries the digest of that; each later one is put to the same, or refused with what has changed in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from fadu.cases.drafts import Draft, with_payload
from fadu.cases.papers.paper import to_come, written
from fadu.kernel import canonical
from fadu.procedure.fold import read_again
from fadu.records import services as records
from fadu.records.rendering.tree import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.cases.models import Case
    from fadu.cases.papers.particulars import Particulars
    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import Pending
    from fadu.records.forms import Form
    from fadu.records.rendering.tree import Sheet

#: in the payload of a signature: the papers it is put to
SIGNED_PAPERS = "papers"
#: stands for the day of issue while a paper is only drafted
DAY_TO_COME = "（签发之日）"
#: so many changes of a paper are told one by one
MOST_TOLD = 5
#: so much is told of each
LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPaper:
    """A paper as it would be issued now: ``sheet`` with the signatures so far, ``text`` and ``digest`` of what is signed."""

    form: Form
    sheet: Sheet
    text: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The digest of form and text."""
        return str(canonical.digest({"fingerprint": self.form.fingerprint, "text": list(self.text)}))


def drafted(
    case: Case | None,
    world: World,
    permitted: Permitted,
    known: Particulars,
    *,
    unsaid: frozenset[str] = frozenset(),
) -> tuple[DraftPaper, ...]:
    """The papers of an act as `paper.issue` would make them; nothing is written and no number is taken. ``unsaid``: see there."""
    world = world.with_(case=case.number) if case is not None else world
    return tuple(
        DraftPaper(
            form=form,
            sheet=records.trial(form, {**data, "issued_on": DAY_TO_COME}),
            text=tuple(lines(records.trial(form, {**data, "issued_on": DAY_TO_COME, "signatures": []}))),
        )
        for _, form, data in written(case, world, permitted, known, number_of=to_come, unsaid=unsaid)
    )


def unsaid(world: World, permitted: Permitted) -> frozenset[str]:
    """What an act that is still being filled in has to say and does not say yet: a gap in its papers, whatever an earlier act said.

    What it may leave unsaid stands in them as it stands in the case, as it will when it is done; of what is signed nothing is unsaid.
    """
    action = world.procedure.actions.get(permitted.action)
    if action is None or any(each.action == action.key for each in world.state.pending):
        return frozenset()
    return frozenset({*action.sets, *action.adds} - permitted.payload.keys())


def signed(draft: Draft, papers: Sequence[DraftPaper]) -> Draft:
    """A signature with the papers it is put to."""
    if not papers:
        return draft
    carried = [
        {"template": each.form.key, "fingerprint": each.form.fingerprint, "digest": each.digest}
        for each in papers
    ]
    return with_payload(draft, **{SIGNED_PAPERS: carried})


def moved(
    world: World, pending: Pending, whole: Permitted, *, case: Case, known: Particulars
) -> tuple[str, ...]:
    """What is no longer as it was when the first signature was put to it, a sentence for each paper; nothing where all is the same,
    or where that signature was put to no paper.
    """
    first = next((entry for entry in world.state.entries if entry.seq == pending.seqs[0]), None)
    then: dict[str, Mapping[str, Any]] = {
        row["template"]: row for row in (first.payload.get(SIGNED_PAPERS, ()) if first else ())
    }
    if first is None or not then:
        return ()
    now = {each.form.key: each for each in drafted(case, world, whole, known)}
    if {key: row["digest"] for key, row in then.items()} == {key: each.digest for key, each in now.items()}:
        return ()
    before = {each.form.key: each for each in drafted(case, _as_of(world, first), whole, known)}
    return tuple(_told(then, before, now))


def _as_of(world: World, first: Entry) -> World:
    """The case as it stood when an act was done in it."""
    earlier = (entry for entry in world.state.entries if entry.seq < first.seq)
    return world.with_(state=read_again(world.procedure, earlier), at=first.at)


def _told(
    then: Mapping[str, Mapping[str, Any]], before: Mapping[str, DraftPaper], now: Mapping[str, DraftPaper]
) -> Iterator[str]:
    for key, paper in now.items():
        title = paper.form.title
        if key not in then:
            yield f"现在还要制作《{title}》，首次签署时没有这份文书。"
        elif paper.digest != then[key]["digest"]:
            was = before.get(key)
            if was is not None and was.digest == then[key]["digest"]:
                yield f"《{title}》与首次签署时的内容不同：{'；'.join(differences(was.text, paper.text))}。"
            else:
                yield (
                    f"《{title}》与首次签署时的内容不同：登记簿中当事人、人员或者本机关的信息，或者文书格式，在签署以后有变动。"
                )
    for key in then.keys() - now.keys():
        named = f"《{before[key].form.title}》" if key in before else "一份文书"
        yield f"首次签署时要制作{named}，现在不再制作。"


def differences(was: Sequence[str], now: Sequence[str]) -> list[str]:
    """What changed between two texts, line by line, in words.

    >>> differences(["当事人：甲店", "罚款100元"], ["当事人：乙店", "罚款100元"])
    ['“当事人：甲店”改为“当事人：乙店”']
    >>> differences(["甲"], ["甲", "乙"]), differences(["甲", "乙"], ["甲"])
    (['增加“乙”'], ['删去“乙”'])
    """
    changes = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        gone, come = _joined(was[a:b]), _joined(now[c:d])
        if kind == "replace":
            changes.append(f"“{gone}”改为“{come}”")
        elif kind == "delete":
            changes.append(f"删去“{gone}”")
        elif kind == "insert":
            changes.append(f"增加“{come}”")
    more = len(changes) - MOST_TOLD
    return [*changes[:MOST_TOLD], f"另有{more}处"] if more > 0 else changes


def _joined(texts: Sequence[str]) -> str:
    text = " ".join(" ".join(texts).split())
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text
