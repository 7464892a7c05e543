# SPDX-License-Identifier: MulanPSL-2.0
"""Succession: a party that died, ended or changed, and who takes its place.

What passes on and what must be told afresh is said by the law's closed lists, one for each effect: another takes the place
(``successor``: a new party, told afresh what starts a term or asks something of it, while what only says how the case goes
stands), the same subject goes on (``continuing``: what was told stands), ended with nobody in its place (``ended``),
restored (``restored``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.law.limit import Option
    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import ServedElsewhere, ServiceView, State

SUCCEED = "succeed"
#: the rule under which it is found that somebody was alive after the day on which it is said to have ended
GONE_BEFORE = "gone_before_it_acted"
SUCCESSOR, CONTINUING, ENDED, RESTORED = EFFECTS = ("successor", "continuing", "ended", "restored")


def options(world: World, effect: str) -> tuple[Option, ...]:
    """The grounds with an effect that the law knows on the day of the act; none where it has no such list."""
    try:
        return tuple(world.law.options(f"succession/{effect}", world.at.date()))
    except FaduError:
        return ()


def effect_of(world: World, ground: str) -> tuple[str, Option] | None:
    """What a ground brings about, and what the law says of it; None for one it does not know on the day of the act."""
    known = ((effect, option) for effect in EFFECTS for option in options(world, effect))
    return next((each for each in known if each[1].key == ground), None)


def recorded(world: World, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded of a succession: what was filled in, what it brings about, what passes on, by which articles, which paper proves it."""
    known = effect_of(world, str(payload.get("ground") or ""))
    if known is None:
        return dict(payload)
    effect, option = known
    digest = world.state.proof(str(payload.get("paper") or ""))
    kept = {"digest": digest} if digest else {}
    return {**payload, "effect": effect, "passes_on": option.note, "cites": list(option.cites), **kept}


def alive_later(state: State, entry: Entry) -> date | None:
    """The last day on which the party that is said to have died or ended by then acted itself, or was handed a paper in person, as recorded
    before; the first day of the case, where it is said to have ended before that. None where nothing speaks against the day.
    """
    try:
        ended = date.fromisoformat(str(entry.payload.get("happened_on") or ""))
    except ValueError:
        return None
    party = str(entry.payload.get("party") or "")
    if entry.payload.get("effect") != ENDED or not party:
        return None
    days = [one.effective_on for d in state.documents for one in d.services if _in_person(one, party, state)]
    days += [one.effective_on for one in state.elsewhere if _in_person(one, party, state)]
    days += [e.at.date() for e in state.entries if e.seq not in state.void and _by(e, party)]
    days += [state.opened_at.date()] if state.opened_at else []
    return max((day for day in days if day > ended), default=None)


def _in_person(service: ServiceView | ServedElsewhere, party: str, state: State) -> bool:
    return service.party == party and service.manner == "personal" and service.seq not in state.void


def _by(entry: Entry, party: str) -> bool:
    return any(one.person == party for one in entry.by)


def findings(state: State, entry: Entry) -> Iterator[tuple[str, str]]:
    """What speaks against a succession as it was recorded: rule and words."""
    later = alive_later(state, entry)
    if later is not None:
        party, said = str(entry.payload.get("party")), entry.payload.get("happened_on")
        name = next((view.name for view in state.parties if view.key == party), party)
        yield (
            GONE_BEFORE,
            f"登记{name}于{said}死亡或者终止，而{later}本案仍记有其办理、当面签收，或者才开始办理；核对证明材料和日期。",
        )


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against a succession: who is meant, on what ground, since when, who takes the place."""
    known = effect_of(world, str(payload.get("ground") or ""))
    if known is None:
        every = [option for effect in EFFECTS for option in options(world, effect)]
        titles = [option.title for option in every]
        yield Ground(
            code="no_such_ground",
            message=f"{world.at.date()}施行的法律没有所选的承受、变更情形。",
            cites=tuple(dict.fromkeys(cite for option in every for cite in option.cites)),
            remedy=f"选择：{'；'.join(titles)}" if titles else "核对办理日期",
        )
        return
    effect, option = known
    yield from _party(world.state, str(payload.get("party") or ""), effect, option)
    yield from _day(world, payload, option)
    if effect == SUCCESSOR and not all(payload.get(key) for key in ("successor", "name", "kind")):
        yield Ground(
            code="no_successor",
            message=f"“{option.title}”应写明由谁承受。",
            cites=option.cites,
            remedy="填写承受人；无人承受的，选择死亡或者终止而无人承受的情形",
        )
    if effect == SUCCESSOR and payload.get("successor") == payload.get("party"):
        yield Ground(
            code="own_successor",
            message="承受人不能是原当事人自己。",
            cites=option.cites,
            remedy="改正承受人；主体没有改变的，选择主体不变的情形",
        )


def _party(state: State, key: str, effect: str, option: Option) -> Iterator[Ground]:
    view = next((party for party in state.parties if party.key == key), None)
    divided = (
        effect == SUCCESSOR
        and option.key == "division"
        and any(s.predecessor == key for s in state.successions)
    )
    if view is None and not divided:
        yield Ground(
            code="not_a_party",
            message="所选的人不是本案当事人。",
            cites=option.cites,
            remedy="选择本案当事人",
        )
    elif view is not None and effect == RESTORED and view.ended_on is None:
        yield Ground(
            code="not_ended",
            message=f"没有登记{view.name}已经终止，谈不上恢复。",
            cites=option.cites,
            remedy="先登记其终止，或者选择其他情形",
        )
    elif view is not None and effect == ENDED and view.ended_on is not None:
        yield Ground(
            code="ended_already",
            message=f"{view.name}已登记于{view.ended_on}死亡或者终止。",
            cites=option.cites,
            remedy="不再重复登记",
        )


def _day(world: World, payload: Mapping[str, Any], option: Option) -> Iterator[Ground]:
    try:
        day = date.fromisoformat(str(payload.get("happened_on") or ""))
    except ValueError:
        said = payload.get("happened_on")
        message = f"“发生之日”应为日期，如 2022-03-01；实为“{said}”。"
        yield Ground(code="invalid", message=message, remedy="改正“发生之日”", form=True)
        return
    if day > world.at.date():
        yield Ground(
            code="day_ahead",
            message=f"“发生之日”为{day}，晚于办理之日{world.at.date()}。",
            cites=option.cites,
            remedy="改正“发生之日”，或者到该日再登记",
        )
