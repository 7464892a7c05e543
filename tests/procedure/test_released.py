# SPDX-License-Identifier: MulanPSL-2.0
"""A released edition never changes unseen: a new edition or an erratum, nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from fadu.kernel.errors import FaduError
from fadu.law import Law
from fadu.law.limit import Limit
from fadu.procedure import lock, pins, released
from fadu.procedure.model import Procedure

FIRST, RELEASED = date(2022, 1, 1), date(2024, 6, 1)


def law_of(*spans: tuple[str, int]) -> Law:
    """The decision's length, from each day on."""
    values = tuple(
        Limit(
            key="permit/decision",
            title="期限",
            amount=amount,
            unit="calendar_day",
            in_force_from=date.fromisoformat(day),
        )
        for day, amount in spans
    )
    ended = tuple(
        replace(value, in_force_to=later.in_force_from - timedelta(days=1))
        for value, later in pairwise(values)
    )
    return Law(
        limits_by_key={"permit/decision": (*ended, values[-1])},
        thresholds_by_key={},
        options_by_list={},
        instruments={},
    )


LAW = law_of(("2020-01-01", 20), ("2023-01-01", 15))


def titled(procedure: Procedure, title: str) -> Procedure:
    return replace(procedure, title=title)


def slackened(procedure: Procedure) -> Procedure:
    """The same edition in which an act may be done without what had to come before."""
    action = replace(procedure.actions["notify"], guards=())
    return replace(procedure, actions={**procedure.actions, "notify": action})


@pytest.fixture
def folder(tmp_path: Path, permit: Procedure) -> Path:
    """A folder in which the permit was released on 1 June 2024."""
    released.write(tmp_path, [permit], FIRST, LAW, on=RELEASED)
    return tmp_path


def test_a_folder_without_a_lock_has_released_nothing(tmp_path: Path, permit: Procedure) -> None:
    released.check(tmp_path, [slackened(permit)], LAW)

    assert lock.read(tmp_path) == {}


def test_the_lock_keeps_what_judged_on_each_day_the_law_changed_and_the_words(
    folder: Path, permit: Procedure
) -> None:
    marks = lock.read(folder)["2022-01-01"].marks

    assert marks.judges == {
        "2022-01-01": pins.of(permit, LAW, FIRST).judges,
        "2023-01-01": pins.of(permit, LAW, date(2023, 1, 1)).judges,
    }
    assert marks.words == pins.of(permit, LAW, FIRST).words


def test_a_released_edition_that_stays_as_it_was_passes(folder: Path, permit: Procedure) -> None:
    released.check(folder, [permit], LAW)


def test_a_released_edition_that_judges_otherwise_is_refused(folder: Path, permit: Procedure) -> None:
    with pytest.raises(
        released.ReleasedEditionChangedError, match=r"2022-01-01版办理规则已改变.+另立新版本.+erratum"
    ):
        released.check(folder, [slackened(permit)], LAW)


def test_a_released_edition_with_other_words_is_refused(folder: Path, permit: Procedure) -> None:
    with pytest.raises(released.ReleasedEditionChangedError, match="2022-01-01版文字已改变"):
        released.check(folder, [titled(permit, "许可（改）")], LAW)


def test_a_released_edition_that_is_gone_is_refused(folder: Path) -> None:
    with pytest.raises(released.ReleasedEditionChangedError, match="文件已不存在"):
        released.check(folder, [], LAW)


def test_law_that_comes_after_the_release_is_no_change(folder: Path, permit: Procedure) -> None:
    released.check(folder, [permit], law_of(("2020-01-01", 20), ("2023-01-01", 15), ("2025-01-01", 10)))


@pytest.mark.parametrize(
    ("law", "since"),
    [
        (law_of(("2020-01-01", 20), ("2023-01-01", 14)), "2023-01-01"),
        (law_of(("2020-01-01", 20), ("2023-02-01", 15)), "2023-01-01"),
        (law_of(("2020-01-01", 20), ("2023-01-01", 15), ("2024-01-01", 10)), "2024-01-01"),
    ],
    ids=["another length", "another day", "law written in afterwards"],
)
def test_law_of_days_gone_by_that_changed_is_refused(
    folder: Path, permit: Procedure, law: Law, since: str
) -> None:
    with pytest.raises(
        released.ReleasedEditionChangedError, match=f"自{since}起适用的期限、界限或者清单已改变"
    ):
        released.check(folder, [permit], law)


def test_a_later_edition_ends_the_reign_and_is_no_change(folder: Path, permit: Procedure) -> None:
    later = replace(slackened(permit), edition=date(2025, 1, 1))

    released.check(folder, [permit, later], LAW)


def test_an_edition_is_not_released_again_with_other_content(folder: Path, permit: Procedure) -> None:
    with pytest.raises(released.ReleasedEditionChangedError, match="已经发布，办理规则已改变"):
        released.write(folder, [slackened(permit)], FIRST, LAW, on=RELEASED)


def test_a_damaged_lock_says_so(folder: Path, permit: Procedure) -> None:
    (folder / lock.LOCK).write_text('{"2022-01-01": "abc"}', encoding="utf-8")

    with pytest.raises(lock.LockError, match="已损坏"):
        released.check(folder, [permit], LAW)


# -- errata ----------------------------------------------------------------------------------------


def test_an_erratum_puts_a_released_edition_right_and_keeps_why(folder: Path, permit: Procedure) -> None:
    wrong, right = permit, titled(permit, "许可（更正）")

    erratum = released.correct(
        folder, [right], FIRST, LAW, on=date(2024, 7, 1), by="方正", reason="标题印错一字"
    )

    released.check(folder, [right], LAW)
    kept = lock.read(folder)["2022-01-01"]
    assert kept.on == RELEASED
    assert kept.errata == (erratum,)
    assert (erratum.on, erratum.by, erratum.reason) == (date(2024, 7, 1), "方正", "标题印错一字")
    assert erratum.before.words == pins.of(wrong, LAW, FIRST).words
    assert erratum.after.words == pins.of(right, LAW, FIRST).words
    assert erratum.before.judges == erratum.after.judges


def test_after_an_erratum_the_edition_as_it_was_is_refused(folder: Path, permit: Procedure) -> None:
    released.correct(
        folder, [slackened(permit)], FIRST, LAW, on=date(2024, 7, 1), by="方正", reason="多写了条件"
    )

    with pytest.raises(released.ReleasedEditionChangedError, match="办理规则已改变"):
        released.check(folder, [permit], LAW)


def test_law_up_to_the_day_of_the_erratum_is_bound_by_it(folder: Path, permit: Procedure) -> None:
    longer = law_of(("2020-01-01", 20), ("2023-01-01", 15), ("2024-06-15", 10))
    released.correct(
        folder, [titled(permit, "改")], FIRST, longer, on=date(2024, 7, 1), by="方正", reason="标题"
    )

    assert list(lock.read(folder)["2022-01-01"].marks.judges) == ["2022-01-01", "2023-01-01", "2024-06-15"]
    released.check(folder, [titled(permit, "改")], longer)


def test_an_erratum_that_is_not_confirmed_writes_nothing(folder: Path, permit: Procedure) -> None:
    before = (folder / lock.LOCK).read_bytes()

    erratum = released.correct(
        folder, [slackened(permit)], FIRST, LAW, on=RELEASED, by="方正", reason="条件", confirmed=False
    )

    assert erratum.before != erratum.after
    assert (folder / lock.LOCK).read_bytes() == before


def test_an_erratum_needs_a_release_a_change_and_a_reason(
    folder: Path, permit: Procedure, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(FaduError, match="没有需要更正的内容"):
        released.correct(folder, [permit], FIRST, LAW, on=RELEASED, by="方正", reason="无")
    with pytest.raises(FaduError, match="写明理由"):
        released.correct(folder, [slackened(permit)], FIRST, LAW, on=RELEASED, by="方正", reason=" ")
    with pytest.raises(FaduError, match="由谁作出"):
        released.correct(folder, [slackened(permit)], FIRST, LAW, on=RELEASED, by="", reason="条件")
    with pytest.raises(FaduError, match="没有发布，可以直接修改"):
        released.correct(
            tmp_path_factory.mktemp("new"), [permit], FIRST, LAW, on=RELEASED, by="方正", reason="无"
        )


# -- code ------------------------------------------------------------------------------------------


def test_code_behind_a_guard_that_changed_under_its_old_version_is_named(
    folder: Path, permit: Procedure
) -> None:
    path = folder / lock.LOCK
    releases = json.loads(path.read_text(encoding="utf-8"))
    releases["2022-01-01"]["code"]["guard served"][1] = "0" * 64
    path.write_text(json.dumps(releases), encoding="utf-8")

    assert released.recoded(folder, permit) == ("guard served",)


def test_code_behind_a_guard_whose_version_was_raised_is_not_named(folder: Path, permit: Procedure) -> None:
    path = folder / lock.LOCK
    releases = json.loads(path.read_text(encoding="utf-8"))
    releases["2022-01-01"]["code"]["guard served"] = [0, "0" * 64]
    path.write_text(json.dumps(releases), encoding="utf-8")

    assert released.recoded(folder, permit) == ()


def test_releasing_again_confirms_code_that_was_rewritten_to_the_same_effect(
    folder: Path, permit: Procedure
) -> None:
    path = folder / lock.LOCK
    releases = json.loads(path.read_text(encoding="utf-8"))
    releases["2022-01-01"]["code"]["guard served"][1] = "0" * 64
    path.write_text(json.dumps(releases), encoding="utf-8")

    released.write(folder, [permit], FIRST, LAW, on=date(2025, 1, 1))

    assert released.recoded(folder, permit) == ()
    assert lock.read(folder)["2022-01-01"].on == RELEASED
