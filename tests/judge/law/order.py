# SPDX-License-Identifier: MulanPSL-2.0
"""What comes before what; what is done once; what stands still; which days have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judge.life import Deed, Life
    from judge.reading import Need, Reading, Still


@sentence(
    "没有开始的，不能结束；没有提出的，不能答复；依法先办的，先办。",
    "Nothing is ended that was not begun, nothing answered that was not asked; what comes first by law comes first.",
    "行政处罚法 5、54、57",
    "程序规定 2",
)
def rests_on_what_came_before(life: Life, deed: Deed, reading: Reading) -> str | None:
    for need in reading.needs.get(deed.name, ()):
        if _is_asked(life, deed, need) and not _is_there(life, deed, need):
            return f"{'/'.join(need.any_of)} first ({need.article})"
    return None


def _is_asked(life: Life, deed: Deed, need: Need) -> bool:
    if need.where is None:
        return True
    key, values = need.where
    said = life.says(deed, key)
    return any(value in values for value in (said if isinstance(said, list) else [said]))


def _is_there(life: Life, deed: Deed, need: Need) -> bool:
    if need.paired:
        waiting = 0
        for each in life.all(*need.any_of, *need.since):
            waiting = waiting + 1 if each.words & set(need.any_of) else max(waiting - 1, 0)
        return waiting > 0
    since = max((life.seq(word) for word in need.since), default=0)
    return life.last(*need.any_of, since=since) is not None


@sentence(
    "已经办过的，不再重复办理。",
    "What is done once is not done once more.",
    "行政处罚法 29",
    "程序规定 14、18、64",
)
def done_once(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.name not in reading.once:
        return None
    again, article = reading.once[deed.name]
    since = max((life.seq(word) for word in again), default=0)
    return f"done before ({article})" if life.last(deed.name, since=since) else None


@sentence(
    "写明已经发生的事，其日期不得晚于记录之日。",
    "A day on which something has happened does not lie after the day on which it is written down.",
    "行政处罚法 40、47",
    "程序规定 79",
)
def what_has_been_is_not_ahead(life: Life, deed: Deed, reading: Reading) -> str | None:
    rows = [row for value in deed.own.values() if isinstance(value, list | tuple) for row in value]
    for words in (deed.own, *(row for row in rows if isinstance(row, dict))):
        for key in reading.past & words.keys():
            day = day_of(words[key])
            if day is not None and day > deed.on:
                return f"{key} {day} lies after {deed.on}"
    return None


@sentence(
    "为他人所定的期限、时间，不得在确定之日已经过去。",
    "A term set for somebody, or a day to which somebody is called, is not over when it is set.",
    "行政许可法 32",
    "行政处罚法 64",
    "行政处罚法 66",
)
def nothing_set_is_over(life: Life, deed: Deed, reading: Reading) -> str | None:
    rows = [row for value in deed.own.values() if isinstance(value, list | tuple) for row in value]
    for words in (deed.own, *(row for row in rows if isinstance(row, dict))):
        for key in reading.to_come & words.keys():
            day = day_of(words[key])
            if day is not None and day < deed.on:
                return f"{key} {day} lies before {deed.on}"
    return None


@sentence(
    "中止、送请鉴定等期间，除法律允许的以外不办理。",
    "While the case stands still nothing is done but what may go on.",
    "程序规定 46",
    "听证办法 26",
    "行政处罚法 43",
)
def nothing_while_it_stands_still(life: Life, deed: Deed, reading: Reading) -> str | None:
    for still in reading.stills:
        if ("law", "law") in deed.by or deed.name in {*still.allows, *still.ends, *still.over}:
            continue
        if _stands(life, still):
            return f"stands still since {still.begins} ({still.article})"
    return None


def _stands(life: Life, still: Still) -> bool:
    begun = life.last(*still.begins)
    return begun is not None and life.last(*still.ends, *still.over, since=begun.seq) is None


@sentence(
    "停着的不再停，没有停的不恢复。",
    "What stands still is not stopped again, and what runs is not resumed.",
    "程序规定 46",
    "听证办法 26",
)
def stops_and_goes_in_turn(life: Life, deed: Deed, reading: Reading) -> str | None:
    for still in reading.stills:
        if deed.name in still.begins and _stands(life, still):
            return "stands still already"
        if deed.name in still.ends and not _stands(life, still):
            return "nothing to resume"
    return None


@sentence(
    "收到通知的人，才谈得上对它陈述、放弃、申请。",
    "Only whoever has a notice in hand can speak to it, waive it or ask on it.",
    "行政处罚法 44、62",
    "行政许可法 7、36",
    "行政强制法 36",
)
def who_answers_a_notice_has_it(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.name not in reading.in_hand:
        return None
    kind, article = reading.in_hand[deed.name]
    kinds = kind.split()
    paper = life.paper(*kinds)
    if paper is None:
        return f"no {kind} ({article})"
    if deed.party:
        sent = [p for p in life.papers if p.kind in kinds and not p.undone]
        in_hand = any(p.handed_to(deed.party, deed.on) for p in sent)
        return None if in_hand else f"{deed.party} has no {kind} ({article})"
    lacking = [party for party in paper.to if paper.handed_to(party, deed.on) is None]
    return f"{lacking} has no {kind} ({article})" if lacking else None


@sentence(
    "办理的时间不早于本案开始。",
    "Nothing is done before the case began.",
    "程序规定 79",
)
def nothing_before_the_beginning(life: Life, deed: Deed, reading: Reading) -> str | None:
    if life.began is None or deed.on >= life.began or ("law", "law") in deed.by:
        return None
    return f"began {life.began}"


def names(reading: Reading) -> Iterator[str]:
    """Every act a reading speaks of, for the test that they exist."""
    yield from reading.needs
    yield from reading.once
    yield from reading.teams
    yield from reading.undoes
