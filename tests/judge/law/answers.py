# SPDX-License-Identifier: MulanPSL-2.0
"""What becomes of a defence: one that holds is adopted in what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judge.measures import Amounts, measures, shares
from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from judge.life import Deed, Life
    from judge.reading import Reading


@sentence(
    "当事人的陈述申辩成立的，应当采纳：复核为采纳的，决定与其申辩时告知的不能相同。",
    "A defence that holds is adopted: what is decided then is not what was told when it was stated.",
    "行政处罚法 45",
    "程序规定 58",
    at=("punishes",),
)
def adopted_defence_shows_in_what_is_decided(life: Life, deed: Deed, reading: Reading) -> str | None:
    for pleas, answer in _answered(life):
        said = answer.own.get("defence_adopted")
        if said not in {"adopted", "partly"}:
            continue
        shows = [each for plea in pleas if (each := _shows(life, deed, plea, reading)) is not None]
        if shows and not (all(shows) if said == "adopted" else any(shows)):
            return f"{said}, and nothing is otherwise"
    return None


def _answered(life: Life) -> Iterator[tuple[list[Deed], Deed]]:
    pleas: list[Deed] = []
    answer: Deed | None = None
    for deed in life.all("pleads", "answers_defence"):
        if "answers_defence" in deed.words:
            answer = deed
            continue
        if answer is not None:
            yield pleas, answer
            pleas, answer = [], None
        pleas.append(deed)
    if answer is not None:
        yield pleas, answer


def _shows(life: Life, deed: Deed, plea: Deed, reading: Reading) -> bool | None:
    """Whether something is otherwise for who spoke; None where nobody knows, or nobody is there any more."""
    notice = next(
        (d for d in reversed(life.deeds) if d.seq < plea.seq and "tells" in d.words and not d.undone), None
    )
    people = life.people(reading.sides)
    here = [key for key in people if plea.party in {"", key, *life.parties[key].stands_for}]
    if notice is None or not here:
        return None
    return is_otherwise(life, deed.says, notice.says, here, people)


def is_otherwise(
    life: Life, now: Mapping[str, Any], before: Mapping[str, Any], whom: list[str], people: list[str]
) -> bool:
    """Whether facts, grounds or what falls on somebody are said otherwise than before."""
    if any(_reasons(now, key) != _reasons(before, key) for key in ("facts", "basis")):
        return True
    selves = {*whom}.union(*(life.parties[key].stands_for for key in whom))
    return _falling(now, selves, people) != _falling(before, selves, people)


def _reasons(says: Mapping[str, Any], key: str) -> object:
    """A text without its blanks; where no basis is written, who is charged by which."""
    if key == "basis" and not says.get("basis"):
        return sorted({(str(row.get("party")), str(row.get("base"))) for row in says.get("bases") or ()})
    return "".join(str(says.get(key) or "").split())


def _falling(says: Mapping[str, Any], selves: set[str], people: list[str]) -> tuple[Any, ...]:
    """What falls on some together: sums, kinds, terms, and what is said in words."""
    content = measures(says)
    sums = (
        [shares(content, key, alone=len(people) == 1) for key in sorted(selves)]
        if content.by_party
        else [content.whole]
    )
    whole = Amounts(*(sum(getattr(each, name) for each in sums) for name in ("fine", "gains", "goods")))
    kinds = {kind for key in selves for kind in content.kinds_of(key)}
    terms = [row for row in says.get("penalty_terms") or () if row.get("party") in {None, "", *selves}]
    return whole, kinds, terms, content.other
