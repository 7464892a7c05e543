# SPDX-License-Identifier: MulanPSL-2.0
"""A year of the fictional bureau, lived through the services alone: same seed, same year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING

from fadu.cases import registry
from fadu.cases.background import failing, refusals, rounds
from fadu.demo import bureau
from fadu.demo.at_desk import AtDesk
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError, FaduError
from fadu.law.notices import LAST_YEAR
from fadu.ledger import sequencing
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from fadu.scene.stage import Scene

#: a year of so much business lives cases of every kind at the desk; a smaller one of one kind, or most of it would be lived there
EVERY_KIND_FROM = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What the year came to."""

    bureau: str
    acts: int
    refusals: int
    #: of the acts, those done by filling in the forms of the desk
    at_desk: int
    #: seconds of processor time these took
    seconds_at_desk: float


def demos() -> dict[str, ModuleType]:
    """How each kind of case is lived."""
    return {furnishing.kind: module for furnishing in registry.furnishings() if (module := furnishing.demo())}


def live(
    *, year: int, seed: int, scale: float, password: str, at_morning: Callable[[date], object] = bool
) -> Lived:
    """Found the bureau and live the year; each morning is said. The caller has an empty, migrated database."""
    rng = Random(seed)  # noqa: S311 - a story, not a secret
    with clock.set_to(datetime(year - 1, 12, 20, 9, tzinfo=LEGAL_TIME)):
        founded = bureau.found(rng, year, password)
        bureau.delegate_a_night(founded, year)
    modules = demos()
    scene = bureau.scene(founded, year, rng)
    scene.at_morning = at_morning
    desk = AtDesk(founded.seated)
    scene.seats.desk, scene.seats.kinds = desk, at_desk(modules, seed=seed, scale=scale)
    scene.led = {kind: m.live_led for kind, m in modules.items() if hasattr(m, "live_led")}
    scene.children = {kind: m.live_child for kind, m in modules.items() if hasattr(m, "live_child")}
    for moment in (datetime(year, 12, 31, 23, 59, tzinfo=LEGAL_TIME), opens_at(year)):
        _enter(modules, scene, scale)
        scene.play(moment)
        with clock.set_to(moment):
            refusals.count()
            sequencing.sequence()
        scene.year = year + 1
    desk.sign_out()
    rounds.survey_tables()
    if unfinished := failing.failing():
        raise FaduError(f"演示的一年有{len(unfinished)}项后台工作没有办成，第一项：{unfinished[0].error}")
    return Lived(
        bureau=founded.bureau.name,
        acts=scene.acts,
        refusals=scene.refusals,
        at_desk=desk.acts,
        seconds_at_desk=desk.seconds,
    )


def at_desk(modules: Mapping[str, ModuleType], *, seed: int, scale: float) -> frozenset[str]:
    """The kinds of case of which a part is lived at the desk: all that are opened by hand; of a small year one, which the seed says."""
    kinds = sorted(kind for kind, module in modules.items() if hasattr(module, "lives"))
    return frozenset(kinds if scale >= EVERY_KIND_FROM else [kinds[seed % len(kinds)]])


def first_year() -> int:
    """The first year that can be lived: from its first day, every kind of case has a procedure new cases are handled by."""
    firsts = [
        min(edition.edition for edition in library().editions(kind) if not edition.replay_only)
        for kind in demos()
    ]
    return max(firsts).year + 1


def refuse_year(year: int) -> None:
    """End here, before anything is founded, where a year cannot be lived. Raises BadInputError."""
    first, last = first_year(), LAST_YEAR - 2  # limits reach into the years after
    if not first <= year <= last:
        raise BadInputError(
            expected=f"{first}至{last}之间的年份",
            got=year,
            where="--year",
            remedy=f"另选一年：{first}年以前没有现行的办案程序，{last}年以后没有日历",
        )


def opens_at(year: int) -> datetime:
    """When the doors open to a visitor: on a morning in the January after, with work on every desk and the report to write."""
    return datetime(year + 1, 1, 12, 9, 30, tzinfo=LEGAL_TIME)


def _enter(modules: dict[str, ModuleType], scene: Scene, scale: float) -> None:
    """The lives of the scene's year, each from its own first day."""
    for module in modules.values():
        if hasattr(module, "lives"):
            for life in module.lives(scene, scale):
                scene.enter(life)
