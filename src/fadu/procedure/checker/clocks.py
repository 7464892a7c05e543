# SPDX-License-Identifier: MulanPSL-2.0
"""Properties of clocks: each starts, has a limit in force, ends; every stage in which the bureau must act has one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure.checker.event import Event
from fadu.procedure.checker.facts import BEGIN, events_of, hit
from fadu.procedure.checker.report import Line
from fadu.procedure.checker.search import Model, Wrong, happening, model_of, refute, steps_of
from fadu.procedure.model import BUREAU_RIGHT
from fadu.procedure.once import once

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.law.limit import Limit
    from fadu.procedure.model import ClockRule, Procedure


def lines(procedure: Procedure, law: Law | None) -> Iterator[Line]:
    """All properties of clocks."""
    model = model_of(procedure)
    happens = happening(procedure)
    for clock in procedure.clocks.values():
        yield _starts(clock, model, happens)
        yield _limit(procedure, clock, law)
        yield stops_line(procedure, clock, model)
    yield from _stages(procedure)


def _starts(clock: ClockRule, model: Model, happens: Mapping[str, frozenset[str]]) -> Line:
    keys = [e.key for e in model.events if any(hit(t, e) for t in clock.starts) and e.key in happens]
    titles = {event.key: event.title for event in model.events}
    return Line(
        code=f"clock_starts:{clock.key}",
        title=f"时钟“{clock.title}”能够起算",
        ok=bool(keys),
        witness=f"自“{'”、“'.join(titles[k] for k in keys)}”起算"
        if keys
        else "使它起算的事在本程序中不可能发生。",
        source=clock.source,
    )


def _limit(procedure: Procedure, clock: ClockRule, law: Law | None) -> Line:
    title = f"时钟“{clock.title}”的期限在版本之日有效"
    code = f"clock_limit:{clock.key}"
    if law is None:
        return Line(
            code=code,
            title=title,
            ok=True,
            skipped=True,
            witness="未给出法律数据，没有核对",
            source=clock.source,
        )
    if clock.limit in law.specials and not any(version.key == clock.limit for version in law.limits()):
        witness = "只有特别规定的事项有此期限"
        return Line(code=code, title=title, ok=True, witness=witness, source=clock.source)
    try:
        limit = law.limit(clock.limit, procedure.edition)
    except FaduError as error:
        known = [version for version in law.limits() if version.key == clock.limit]
        later = [version for version in known if version.in_force_from > procedure.edition]
        if known and not later and procedure.running.kind == "move":
            until = max(version.in_force_to for version in known if version.in_force_to)
            witness = f"此期限到{until}为止，只计转入本版本的案件在此以前起算的"
            return Line(code=code, title=title, ok=True, witness=witness, source=clock.source)
        if not later:
            return Line(code=code, title=title, ok=False, witness=str(error), source=clock.source)
        since = min(version.in_force_from for version in later)
        witness = f"{procedure.edition}尚无此期限，自{since}起有（此前起算的不计）"
        return Line(code=code, title=title, ok=True, witness=witness, source=clock.source)
    return Line(code=code, title=title, ok=True, witness=limit_words(limit), source=clock.source)


UNITS = {"working_day": "个工作日", "calendar_day": "日", "month": "个月", "year": "年", "hour": "小时"}


def limit_words(limit: object) -> str:
    """A limit as ``15个工作日（程序规定 18）``."""
    cites = "、".join(getattr(limit, "cites", ()))
    return _amount(limit) + (f"（{cites}）" if cites else "")


def _amount(limit: object) -> str:
    """How long; a length that a place or a decision sets is said to be so."""
    if getattr(limit, "amount", None) == 0 and not getattr(limit, "local_key", ""):
        return "期限由决定确定" if getattr(limit, "open_ended", False) else "当日"
    plain = f"{getattr(limit, 'amount', '')}{UNITS.get(getattr(limit, 'unit', ''), '')}"
    return str(getattr(limit, "length", plain))


def amount_words(limit: Limit, law: Law, on: date) -> str:
    """How long a limit is, and what binds beside it: ``45个工作日，与“…”60日取较早的一日``."""
    together = getattr(limit, "together", "")
    if not together:
        return _amount(limit)
    also, word = law.limit(together, on), "较早" if limit.prevails == "earlier" else "较晚"
    return f"{_amount(limit)}，与“{also.title}”{also.length}取{word}的一日"


# -- every clock stops -----------------------------------------------------------------------------


def stops_line(procedure: Procedure, clock: ClockRule, model: Model) -> Line:
    """Whether a clock has stopped, or can still be stopped, when a case ends."""
    code, title = f"clock_stops:{clock.key}", f"时钟“{clock.title}”在每条通往办结的路上都会停止"
    if clock.whose != "bureau":
        whose = "本机关可以行使的权利" if clock.whose == BUREAU_RIGHT else "当事人的期限"
        how = (
            f"届满，或者“{procedure.actions[clock.waived_by].title}”"
            if clock.waived_by in procedure.actions
            else "届满"
        )
        return Line(code=code, title=title, ok=True, witness=f"{whose}因{how}而结束", source=clock.source)
    surviving = [e.title for e in model.events if _stops_after_the_end(procedure, clock, e)]
    surviving += _taken_up_again(procedure, clock, model)
    refutation = refute(model, _unstopped(procedure, clock), frozenset({("counting", clock.key)}))
    if refutation.path is None:
        return Line(code=code, title=title, ok=True, witness="办结前必已停止", source=clock.source)
    if surviving and clock.stops:
        witness = f"办结后仍可停止：{'、'.join(dict.fromkeys(surviving))}"
        return Line(code=code, title=title, ok=True, witness=witness, source=clock.source)
    said = "没有写明因何停止（stops），" if not clock.stops else ""
    witness = f"{said}案件可以办结而“{clock.title}”仍在计算，此后不能停止："
    path = steps_of(procedure, refutation.path)
    return Line(code=code, title=title, ok=False, witness=witness, path=path, source=clock.source)


def _stops_after_the_end(procedure: Procedure, clock: ClockRule, event: Event) -> bool:
    return any(hit(trigger, event) for trigger in clock.stops) and any(
        procedure.stages[key].final for key in event.sources if key in procedure.stages
    )


def _taken_up_again(procedure: Procedure, clock: ClockRule, model: Model) -> list[str]:
    """What leads out of the end of a case, for a clock that may begin there and is stopped on the way from there."""
    ended = {stage.key for stage in procedure.stages.values() if stage.final}
    starts = [event for trigger in clock.starts for event in model.events if hit(trigger, event)]
    stops = any(hit(trigger, event) for trigger in clock.stops for event in model.events if event.action)
    if not stops or not all(event.sources & ended and not event.to for event in starts):
        return []
    return [e.title for e in model.events if e.sources & ended and e.to and e.to not in ended]


def _unstopped(procedure: Procedure, clock: ClockRule) -> Wrong:
    """An end of the case, or what follows it (for clocks that only start there), after which the clock goes on."""

    final = frozenset(stage.key for stage in procedure.stages.values() if stage.final)

    def ends(event: Event) -> frozenset[str]:
        if event.to:
            return event.sources if event.to in final else frozenset()
        return event.sources & final

    return Wrong(hits=ends, fact=("counting", clock.key), after=True)


# -- stages and their clocks -----------------------------------------------------------------------


def _stages(procedure: Procedure) -> Iterator[Line]:
    """Whether a case can stand in a stage with no clock running at all."""
    bare = _without_clock(procedure)
    for stage in procedure.stages.values():
        if stage.final:
            continue
        title = f"阶段“{stage.title}”有期限，或者说明为何没有"
        code = f"stage_clock:{stage.key}"
        if stage.no_limit_because:
            yield Line(
                code=code,
                title=title,
                ok=True,
                witness=f"没有期限：{stage.no_limit_because}",
                source=stage.source,
            )
        elif stage.key in bare:
            path = steps_of(procedure, bare[stage.key])
            witness = "到达时可以没有任何时钟在计算，也没有说明（no_limit_because）："
            yield Line(code=code, title=title, ok=False, witness=witness, path=path, source=stage.source)
        else:
            yield Line(code=code, title=title, ok=True, witness="到达时总有时钟在计算", source=stage.source)


#: clock -> the acts that end it
Ends = Mapping[str, Sequence[Event]]


def _begun_by_service(procedure: Procedure, event: Event, ends: Ends) -> Iterator[str]:
    """The clocks that surely run when an act is done, since it needs the service that starts them and nothing has stopped them."""
    served = {need.fact[1] for need in event.needs if need.fact[0] == "served" and not need.when}
    for clock in procedure.clocks.values():
        if clock.target or clock.when or not served & {t.name for t in clock.starts if t.kind == "served"}:
            continue
        if not any((end.to or stage) in event.sources for end in ends[clock.key] for stage in end.sources):
            yield clock.key


def _begun_by_act(procedure: Procedure, event: Event, ends: Ends) -> Iterator[str]:
    """The clocks that an act begins which must have been done since whatever stops them on the way here.

    What is taken up anew needs the result recorded since the refusal: the term of deciding anew runs then.
    """
    action = procedure.actions.get(event.action)
    asked = [use.args for use in action.guards if use.name == "done" and not use.when] if action else []
    for clock in procedure.clocks.values() if asked else ():
        starts = {trigger.name for trigger in clock.starts if trigger.kind == "act"}
        if clock.target or not any(args["action"] in starts for args in asked):
            continue
        nearby = {
            end.action
            for end in ends[clock.key]
            if any((end.to or at) in event.sources for at in end.sources)
        }
        if any(args["action"] in starts and nearby - starts <= set(args.get("since", ())) for args in asked):
            yield clock.key


def _without_clock(procedure: Procedure) -> dict[str, tuple[tuple[str, Event], ...]]:
    """Stages that can be entered with no clock running -> a shortest way. Fewer running clocks dominate more."""
    rules = [clock.key for clock in procedure.clocks.values() if not clock.target]
    events = [e for e in once(procedure, events_of) if e.action]
    ends = {key: [e for e in events if ("counting", key) in e.kills] for key in procedure.clocks}
    begun = {
        event.key: {
            *(key for key in rules if ("counting", key) in event.gains),
            *_begun_by_service(procedure, event, ends),
            *_begun_by_act(procedure, event, ends),
        }
        for event in events
    }
    stopped = {event.key: {key for key in rules if ("counting", key) in event.kills} for event in events}
    seen: dict[str, list[frozenset[str]]] = {BEGIN: [frozenset()]}
    queue: deque[tuple[str, frozenset[str], tuple[tuple[str, Event], ...]]] = deque(
        [(BEGIN, frozenset(), ())]
    )
    bare: dict[str, tuple[tuple[str, Event], ...]] = {}
    while queue:
        stage, running, path = queue.popleft()
        for event in (e for e in events if stage in e.sources):
            following = frozenset((running - stopped[event.key]) | begun[event.key])
            target, way = event.to or stage, (*path, (stage, event))
            if any(known <= following for known in seen.get(target, [])):
                continue
            seen.setdefault(target, []).append(following)
            if not following:
                bare.setdefault(target, way)
            queue.append((target, following, way))
    return bare
