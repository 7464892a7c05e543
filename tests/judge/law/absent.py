# SPDX-License-Identifier: MulanPSL-2.0
"""Those who have died or ended: nothing is sent to them, said for them or taken from them, and a case ends for that only where nobody is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading

RIGHTS_END = ("民法典 13", "民法典 59")


@sentence(
    "当事人死亡、终止而无人承受的，不向其送达文书。",
    "Nothing is sent to somebody who has died or ended while nobody has the place.",
    *RIGHTS_END,
)
def nothing_is_sent_to_the_dead(life: Life, deed: Deed, reading: Reading) -> str | None:
    since = reading.sends_since.get(deed.name)
    if since is not None and deed.on < since:
        return None
    gone = life.gone(reading.sends.get(deed.name, frozenset()), deed.on)
    if deed.name in reading.sends_to_one:
        known = life.parties.get(deed.party)
        gone = [known.key] if known and known.is_gone(deed.on) else []
    return f"{gone} is there no more" if gone else None


@sentence(
    "当事人死亡、终止以后，不再由其申请、陈述、放弃；此前提出的除外。",
    "Nobody speaks for somebody who has died or ended, but what was said before that stands.",
    *RIGHTS_END,
)
def nobody_speaks_for_the_dead(life: Life, deed: Deed, reading: Reading) -> str | None:
    capacities = reading.speaks.get(deed.name)
    if capacities is None:
        return None
    gone = life.gone(capacities, deed.on)
    meant = [deed.party] if deed.party else life.people(capacities)
    if not meant or not set(meant) <= set(gone):
        return None
    said_on = [day for key in reading.spoke_on & deed.own.keys() if (day := day_of(deed.own[key]))]
    ends = [ended for key in meant if (ended := life.parties[key].ended)]
    return None if said_on and min(said_on) < min(ends) else f"{meant} is there no more"


@sentence(
    "当事人死亡、终止而无人承受的，不以其意思表示调解、和解，不加重其负担。",
    "No will is stated for somebody who has died or ended, and nothing is laid on him.",
    *RIGHTS_END,
)
def nothing_is_laid_on_the_dead(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.name not in reading.binds:
        return None
    here = [p for p in life.parties.values() if p.capacity in reading.sides]
    left = {p.capacity for p in here if not p.is_gone(deed.on)}
    gone = [
        p.key for p in here if p.capacity not in left
    ]  # those left on a side go on without whoever is gone
    return f"{gone} is there no more" if gone else None


@sentence(
    "以当事人死亡、终止为由办结的，已无人可以继续；投诉的，一方已不在。",
    "What ends for want of a party ends so only where nobody is left; a complaint where one side is gone.",
    "程序规定 46、60、77",
    "听证办法 27",
    "投诉举报处理办法 23",
)
def ends_for_want_of_a_party_that_is_gone(life: Life, deed: Deed, reading: Reading) -> str | None:
    key, grounds = reading.for_want.get(deed.name, ("", frozenset[str]()))
    if not key or deed.says.get(key) not in grounds:
        return None
    # whoever died after the day of the deed is recorded gone all the same
    left = [p for p in life.parties.values() if p.capacity in reading.sides and p.ended is None]
    sides = {p.capacity for p in life.parties.values() if p.capacity in reading.sides}
    if sides - {p.capacity for p in left}:
        return None
    return f"{[p.key for p in left]} is left"
