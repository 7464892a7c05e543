# SPDX-License-Identifier: MulanPSL-2.0
"""The words on a flow chart: wrapped to a width, measured in ems (a Chinese character is one em wide)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.errors import FaduError
from fadu.procedure.checker.clocks import limit_words
from fadu.procedure.checker.facts import hit, model_events
from fadu.procedure.model import BY_LAW, ENDED, OPEN, START

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.model import Action, ClockRule, Procedure, Stage

#: characters that may not begin a line
_NOT_FIRST = "，。；：、！？）】》”’〕"
#: characters that may not end one
_NOT_LAST = "（【《“‘〔"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text in a box. ``style`` is a class of the drawing."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Where titles outside the procedure come from: of forms, of kinds of case; and the law for lengths of limits."""

    titles: Mapping[str, str] = field(default_factory=dict)
    law: Law | None = None

    def title(self, key: str) -> str:
        """The title of a form or a kind; its key where it is not known."""
        return self.titles.get(key, key)


def in_articles(text: str) -> str:
    """A text in which articles are written as people read them.

    >>> in_articles("公告期间 60日（程序规定 82、行政诉讼法 95-1）"), in_articles("行政处罚法(1996) 54")
    ('公告期间 60日（程序规定第八十二条、行政诉讼法第九十五条之一）', '行政处罚法(1996)第五十四条')
    """
    return _ARTICLE.sub(_article, text)


def _article(cited: re.Match[str]) -> str:
    behind = f"之{_BEHIND[int(cited[2])]}" if cited[2] else ""
    return in_characters(f"第{cited[1] or cited[3]}条") + behind


def width_of(text: str) -> float:
    """The width of a text in ems.

    >>> width_of("行政处罚法 57")
    6.65
    """
    return round(sum(0.55 if ord(char) < 0x2E80 and char not in "“”‘’…—" else 1.0 for char in text), 2)


def wrap(text: str, ems: float) -> list[str]:
    """Break a text into lines no wider than ``ems``; Chinese breaks anywhere, other words stay whole where they fit.

    >>> wrap("行政处罚事先告知，听证权利", 8)
    ['行政处罚事先告', '知，听证权利']
    """
    lines: list[str] = []
    line: list[str] = []
    for piece in _pieces_of(text, ems):
        if line and width_of("".join(line) + piece) > ems:
            rest = [piece]
            while len(line) > 1 and (rest[0] in _NOT_FIRST or line[-1] in _NOT_LAST):
                rest.insert(0, line.pop())
            lines.append("".join(line).rstrip())
            line = rest if rest[0].strip() else rest[1:]
        else:
            line.append(piece)
    return [*lines, "".join(line)] if line else lines


#: an article with its instrument and the marks around it, and the mark of service: broken only where they do not fit a line
_CITE = re.compile(
    r"（送达）|[（、]*[^（）、，。；\s]+(?:\(\d+\))?(?: \d+(?:-\d+)?|第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九十]+)?)[）、，；。]*"
)
#: an article as definitions write it: the short name of its instrument, its number, and which of those put in behind it
_ARTICLE = re.compile(
    r"(?<=[法例定则办]) (\d{1,3})(?:-(\d))?(?=[、，；。）]|$)|(?<=\(\d{4}\)) (\d{1,3})(?=[、，；。）]|$)"
)
_BEHIND = "零一二三四五六七八九"


def _pieces_of(text: str, ems: float) -> Iterator[str]:
    """What must stay on one line: articles where they fit, else words and single characters."""
    end = 0
    for citation in _CITE.finditer(text):
        if width_of(citation[0]) <= ems:
            yield from _pieces(text[end : citation.start()], ems)
            yield citation[0]
            end = citation.end()
    yield from _pieces(text[end:], ems)


def _pieces(text: str, ems: float) -> Iterator[str]:
    word = ""
    for char in text:
        if ord(char) < 0x2E80 and char != " " and width_of(word + char) <= ems:
            word += char
            continue
        if word:
            yield word
        word = char if ord(char) < 0x2E80 and char != " " else ""
        if not word:
            yield char
    if word:
        yield word


def action_lines(procedure: Procedure, action: Action, words: Words, ems: float) -> tuple[Line, ...]:
    """What a task says: title, who, articles, papers, children."""
    lines = [Line(text=text, style="name") for text in wrap(action.title, ems * 0.85)]
    for style, said in _details(procedure, action, words):
        lines += [Line(text=text, style=style) for text in wrap(said, ems)]
    return tuple(lines)


def _details(procedure: Procedure, action: Action, words: Words) -> Iterator[tuple[str, str]]:
    if action.actors:
        yield "who", " → ".join(_role(procedure, role) for role in action.actors)
    if action.cites:
        yield "law", in_articles("、".join(action.cites))
    papers = [f"《{words.title(i.template)}》{'（送达）' if i.served_to else ''}" for i in action.issues]
    if papers:
        yield "paper", "".join(papers)
    for opening in action.opens:
        yield (
            "child",
            f"▣ 子程序：{words.title(opening.matter)}{'（每一当事人）' if opening.for_each else ''}",
        )


def _role(procedure: Procedure, role: str) -> str:
    if role == BY_LAW:
        return "依法自动"
    definition = procedure.roles[role]
    return f"{definition.title}（{definition.together}人）" if definition.together > 1 else definition.title


def where_words(procedure: Procedure, action: Action) -> str:
    """From where to where, for an action that stands in the side box."""
    names = {OPEN: "办结前任何阶段", ENDED: "办结之后", "start": "开始"}
    origin = "、".join(names.get(s) or procedure.stages[s].title for s in action.sources)
    return f"{origin} ⇒ {procedure.stages[action.to].title}" if action.to else origin


def clock_words(procedure: Procedure, clock: ClockRule, words: Words) -> str:
    """A clock with its limit and article: ``办案期限 90日（程序规定 64）``."""
    if words.law is not None:
        try:
            return f"{clock.title} {limit_words(words.law.limit(clock.limit, procedure.edition))}"
        except FaduError:
            pass
    return f"{clock.title}（{'、'.join(clock.cites)}）" if clock.cites else clock.title


def clocks_of(procedure: Procedure) -> Mapping[str, tuple[ClockRule, ...]]:
    """Stage -> the clocks that begin to run in it; under no stage those that begin after the end."""
    events = model_events(procedure)
    by_stage: dict[str, list[ClockRule]] = {key: [] for key in ("", *procedure.stages)}
    for clock in procedure.clocks.values():
        places = [
            e.to or min(e.sources, key=list(procedure.stages).index, default="")
            for e in events
            if e.action and any(hit(t, e) for t in clock.starts) and not e.sources >= set(procedure.stages)
        ]
        places = places or [_stage_of_service(procedure, clock)]
        open_ = places[0] in procedure.stages and not procedure.stages[places[0]].final
        by_stage[places[0] if open_ else ""].append(clock)
    return {key: tuple(clocks) for key, clocks in by_stage.items()}


def carried(
    procedure: Procedure, begun: Mapping[str, tuple[ClockRule, ...]]
) -> Mapping[str, tuple[ClockRule, ...]]:
    """Stage -> the clocks of the bureau that began earlier and run in it, whichever way a case came. ``begun``: those that begin there.

    What is taken up anew after its end has terms of its own and says nothing of the ordinary way.
    """
    events = [event for event in model_events(procedure) if event.to]
    everything = frozenset(
        key for key, c in procedure.clocks.items() if c.whose == "bureau" and not c.target and not c.when
    )
    running = dict.fromkeys(procedure.stages, everything) | {START: frozenset[str]()}
    shrinks = True
    while shrinks:
        shrinks = False
        for event in events:
            stopped, started = (
                {f[1] for f in facts if f[0] == "counting"} for facts in (event.kills, event.gains)
            )
            for source in event.sources:
                if source in procedure.stages and procedure.stages[source].final:
                    continue
                left = ((running[source] - stopped) | started) & running[event.to]
                shrinks |= left != running[event.to]
                running[event.to] = left
    return {
        key: ()
        if stage.final
        else tuple(c for k, c in procedure.clocks.items() if k in running[key] and c not in begun[key])
        for key, stage in procedure.stages.items()
    }


def _stage_of_service(procedure: Procedure, clock: ClockRule) -> str:
    """A clock that starts with the service of a paper begins where the paper's action leads."""
    templates = {trigger.name for trigger in clock.starts if trigger.kind == "served"}
    matters = {trigger.name for trigger in clock.starts if trigger.kind in ("child", "child_opened")}
    for action in procedure.actions.values():
        if templates & {i.template for i in action.issues} or matters & {o.matter for o in action.opens}:
            return action.to or next((s for s in action.sources if s in procedure.stages), "")
    return ""


def heads(procedure: Procedure, words: Words, ems: float) -> Mapping[str, tuple[Line, ...]]:
    """What the head of each band says: the stage, its clocks with their limits, what runs on, or why there is no limit.

    Under no stage: the clocks that begin after the end.
    """
    begun = clocks_of(procedure)
    going_on = carried(procedure, begun)
    by_stage = {
        key: (
            *_stage_title(stage, ems),
            *_clock_lines(procedure, begun[key], words, ems),
            *_stage_notes(stage, going_on[key], ems),
        )
        for key, stage in procedure.stages.items()
    }
    return {**by_stage, "": tuple(_clock_lines(procedure, begun[""], words, ems))}


def _clock_lines(procedure: Procedure, clocks: Sequence[ClockRule], words: Words, ems: float) -> list[Line]:
    said = [f"{'○' if c.target else '◷'} {in_articles(clock_words(procedure, c, words))}" for c in clocks]
    return [Line(text=text, style="clock") for text_of in said for text in wrap(text_of, ems)]


def _stage_title(stage: Stage, ems: float) -> list[Line]:
    return [Line(text=text, style="stage") for text in wrap(stage.title, ems * 0.7)]


def _stage_notes(stage: Stage, going_on: Sequence[ClockRule], ems: float) -> Iterator[Line]:
    if going_on:
        yield from (
            Line(text=text, style="where")
            for text in wrap(f"续算：{'、'.join(c.title for c in going_on)}", ems)
        )
    if stage.no_limit_because:
        yield from (
            Line(text=text, style="law")
            for text in wrap(in_articles(f"不设期限：{stage.no_limit_because}"), ems)
        )
