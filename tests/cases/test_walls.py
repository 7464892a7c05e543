# SPDX-License-Identifier: MulanPSL-2.0
"""One bad thing in the background stops nothing else: it is kept with its error, told, and tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from counter import complain, registrar
from django.db import OperationalError

from fadu.assembly.entry import main
from fadu.cases.acts import services
from fadu.cases.background import failing, outbox, passing, rounds, scheduler, walls
from fadu.cases.errors import KindNotInstalledError
from fadu.cases.models import Act, Case, Failure, Pulse
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import LawActor
from fadu.procedure.library import library

pytestmark = pytest.mark.django_db

LATER = datetime(2024, 7, 1, 10, tzinfo=LEGAL_TIME)


@pytest.fixture
def two() -> tuple[Case, Case]:
    """Two complaints of 2022 that pass to the edition of 2024."""
    clerk = registrar()
    return complain(clerk, uuid4()), complain(clerk, uuid4())


def moved() -> list[str]:
    return list(
        Act.objects.filter(action="move_edition").order_by("pk").values_list("case__number", flat=True)
    )


def test_a_case_that_cannot_be_moved_keeps_the_error_and_the_next_case_is_moved(
    two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    sick, sound = two
    move = passing.move

    def failing_move(case: Case, at: datetime) -> Any:
        if case.pk == sick.pk:
            raise RuntimeError("程序文件中的环节不在")
        return move(case, at)

    monkeypatch.setattr(passing, "move", failing_move)
    scheduler.run(LATER)

    assert moved() == [sound.number]
    kept = Failure.objects.get()
    assert (kept.task, kept.subject, kept.error) == (
        "move_edition",
        sick.number,
        "RuntimeError：程序文件中的环节不在",
    )


def test_what_goes_through_in_the_end_is_forgotten(
    two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(case: Case, at: datetime) -> Any:
        raise RuntimeError("环节不在")

    with monkeypatch.context() as broken:
        broken.setattr(passing, "move", unable)
        scheduler.run(LATER)
    assert len(failing.failing()) == 2

    with clock.set_to(clock.now() + timedelta(minutes=2)):
        scheduler.run(LATER)

    assert failing.failing() == []
    assert len(moved()) == 2


def test_an_act_of_the_law_that_fails_stops_no_other(
    two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[int] = []

    def unable(event: Any) -> list[Act]:
        reached.append(event.case_id)
        raise Case.DoesNotExist("没有上级案件")

    monkeypatch.setattr(scheduler, "_follow", unable)
    scheduler.run(datetime(2023, 1, 1, tzinfo=LEGAL_TIME))

    assert set(reached) == {case.pk for case in two}
    assert {item.task for item in failing.failing()} == {"by_law"}


def test_a_failure_whose_piece_is_gone_is_gone_too() -> None:
    walls.keep("by_law", walls.Piece(subject="一件已经停止计时的案件"), "错误")

    scheduler.run(LATER)

    assert failing.failing() == []


@pytest.fixture
def _taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release without complaints."""
    monkeypatch.delitem(library().folders, "complaint")  # type: ignore[arg-type]


def test_a_kind_that_is_not_installed_is_told_with_its_cases_and_stops_nothing(
    two: tuple[Case, Case], request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_taken_away")

    done = rounds.run()

    assert done.failed == 1
    (seen,) = failing.failing()
    assert seen.error == "在办案件2件的事项“complaint”没有安装。"
    assert "装回" in seen.remedy


def test_a_kind_that_is_back_is_forgotten(two: tuple[Case, Case]) -> None:
    walls.keep("kind", walls.Piece(subject="complaint"), "在办案件2件的事项“complaint”没有安装。")

    rounds.run()

    assert failing.failing() == []


def test_a_step_that_breaks_leaves_the_other_steps_of_the_round(
    two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(at: datetime) -> list[Act]:
        raise RuntimeError("时钟坏了")

    monkeypatch.setattr(scheduler, "run", broken)

    done = rounds.run()

    assert done.ledger > 0
    (seen,) = failing.failing()
    assert (seen.task, seen.about, seen.error) == ("round", "依法自动发生的行为", "RuntimeError：时钟坏了")
    assert seen.next_try_at is not None


def test_a_step_is_tried_for_as_long_as_it_fails() -> None:
    now = clock.now()

    assert walls.next_try(9, now) is None
    assert walls.next_try(9, now, may_park=False) == now + timedelta(hours=2)


def test_a_database_that_does_not_answer_ends_the_round_instead_of_blaming_its_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone() -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(walls, "still_answers", lambda: False)

    with pytest.raises(OperationalError):
        walls.attempt(gone, "一件")


def test_an_error_of_the_database_that_is_a_pieces_own_is_kept_with_it() -> None:
    def own() -> None:
        raise OperationalError("too many SQL variables")

    assert walls.attempt(own, "一件").error is not None


def test_what_asks_the_process_to_end_passes_the_wall() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walls.attempt(stop, "一件")


def test_a_round_leaves_its_pulse_by_which_a_dead_worker_is_seen() -> None:
    assert rounds.is_silent(rounds.pulse(), clock.now())

    rounds.run()
    rounds.run()

    assert Pulse.objects.count() == 1
    assert not rounds.is_silent(rounds.pulse(), clock.now())
    assert rounds.is_silent(rounds.pulse(), clock.now() + timedelta(minutes=11))


def test_the_command_tells_what_fails_and_what_to_do(
    two: tuple[Case, Case], capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_taken_away")

    assert main(["work", "--once"]) == 1
    assert main(["work", "--status"]) == 1
    output = capsys.readouterr().out
    assert "未办成1项" in output
    assert "办法：" in output


def test_the_command_tries_everything_again_when_asked(
    two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = two[0]
    case.outbox.create(kind="send_mail", created_at=clock.now(), attempts=5, last_error="没有这种事项")
    monkeypatch.setitem(outbox._carriers, "send_mail", lambda event: None)

    assert main(["work", "--once"]) == 1
    assert main(["work", "--once", "--retry"]) == 0


def test_no_case_of_a_kind_that_is_away_can_be_acted_in(
    two: tuple[Case, Case], request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_taken_away")

    with pytest.raises(KindNotInstalledError, match="complaint"):
        services.perform(
            case=two[0], action="note", by=LawActor(), payload={"text": "记"}, at=LATER, request_id=uuid4()
        )
