# SPDX-License-Identifier: MulanPSL-2.0
"""A period of publication that has run out is the bureau's: it stops publishing, once it is known which period applies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.law import library as law_library
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.testing import moment, party
from fadu.procedure.turns import turns

if TYPE_CHECKING:
    from fadu.procedure.decision import World

STOP = "stop_publication"


def world(day: str, *, acts: int | None = None, **changed: Any) -> World:
    """A fine below the local threshold, published on 13 May 2022 and stopped on 14 August, as of a day."""
    case = run(
        library().folders["penalty"] / "scenarios" / "publication_minor_2022.yaml", library(), law_library()
    ).case
    at = moment(day, 18)
    return case.world(at).with_(state=fold(case.procedure, case.state.entries[:acts]), **changed)


def due_in(asked: World) -> list[tuple[str, str]]:
    return [(turn.role, turn.since.isoformat()) for turn in turns(asked) if turn.what == STOP]


def test_once_the_period_has_run_out_the_handler_is_to_stop_the_publication_until_he_has() -> None:
    assert due_in(world("2022-08-13", acts=-1)) == []
    assert due_in(world("2022-08-14", acts=-1)) == [("handler", "2022-08-14")]
    assert due_in(world("2022-08-14")) == []


def test_a_period_of_which_it_is_not_known_whether_it_applies_opens_nothing() -> None:
    assert due_in(world("2022-08-14", acts=-1, local={}, local_on=None)) == []


def test_of_several_parties_it_is_open_until_the_publication_of_the_last_one_has_stopped() -> None:
    stopped = world("2022-08-20")
    two = stopped.state.with_(parties=(*stopped.state.parties, party(2, "乙公司")))

    assert due_in(stopped.with_(state=two)) == [("handler", "2022-08-14")]
