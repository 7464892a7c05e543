# SPDX-License-Identifier: MulanPSL-2.0
"""What judges is pinned: two fingerprints of the resolved edition as in force on a day, and the texts behind them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel.canonical import digest
from fadu.law import Law
from fadu.law import library as law_library
from fadu.law.calendar import Calendar
from fadu.law.limit import Limit, Option, Threshold
from fadu.procedure import facts, model, offering, pins, providers, reaching
from fadu.procedure.decision import HOLDS, Ground, Verdict, World
from fadu.procedure.library import library, names_for
from fadu.procedure.loader import load
from fadu.procedure.model import Action, GuardUse, Procedure
from fadu.procedure.names import Names
from fadu.procedure.written import written_out

FIRST = date(2022, 1, 1)


def dated(key: str, amount: int, since: str, until: str | None = None) -> Limit:
    end = date.fromisoformat(until) if until else None
    begin = date.fromisoformat(since)
    return Limit(
        key=key, title="期限", amount=amount, unit="calendar_day", in_force_from=begin, in_force_to=end
    )


def law_of(*limits: Limit, thresholds: tuple[Threshold, ...] = (), options: tuple[Option, ...] = ()) -> Law:
    return Law(
        limits_by_key={key: tuple(v for v in limits if v.key == key) for key in {v.key for v in limits}},
        thresholds_by_key={value.key: (value,) for value in thresholds},
        options_by_list={value.list_key: (value,) for value in options},
        instruments={},
    )


LAW = law_of(
    dated("permit/decision", 20, "2020-01-01"),
    dated("permit/extension", 10, "2020-01-01"),
    dated("permit/defence", 3, "2020-01-01"),
    dated("permit/unrelated", 7, "2020-01-01"),
)


def changed_action(procedure: Procedure, key: str, **changes: Any) -> Procedure:
    action: Action = replace(procedure.actions[key], **changes)
    return replace(procedure, actions={**procedure.actions, key: action})


def judging(procedure: Procedure, law: Law, on: date) -> Any:
    pin = pins.of(procedure, law, on)
    return json.loads(pins.text_of(procedure, law, on)[pin.judges])


# -- what moves which of the two ---------------------------------------------------------------------


def test_another_title_changes_the_words_and_not_what_judges(permit: Procedure) -> None:
    before, after = (
        pins.of(p, LAW, FIRST) for p in (permit, changed_action(permit, "examine", title="审查（改）"))
    )

    assert before.judges == after.judges
    assert before.words != after.words


def test_another_guard_role_or_stage_changes_what_judges_and_not_the_words(permit: Procedure) -> None:
    before = pins.of(permit, LAW, FIRST)
    use = GuardUse(name="done", args={"action": "gather"})
    others = [
        changed_action(permit, "examine", guards=(use,)),
        changed_action(permit, "examine", by="head", signs=()),
        changed_action(permit, "examine", to="granted"),
    ]

    assert len({pins.of(other, LAW, FIRST).judges for other in (permit, *others)}) == 4
    assert {pins.of(other, LAW, FIRST).words for other in others} == {before.words}


def test_lay_out_comments_and_places_change_nothing(
    permit: Procedure, sample_names: Names, tmp_path: Path
) -> None:
    (tmp_path / "2022-01-01.yaml").write_text(written_out(Path(permit.path)), encoding="utf-8")

    other = load(tmp_path / "2022-01-01.yaml", sample_names)

    assert pins.of(other, LAW, FIRST) == pins.of(permit, LAW, FIRST)


def test_an_amendment_and_the_same_edition_in_full_have_the_same_pins(tmp_path: Path) -> None:
    amending = library().edition("complaint", date(2026, 4, 15))
    (tmp_path / "2026-04-15.yaml").write_text(written_out(Path(amending.path)), encoding="utf-8")
    books, on = library(), date(2026, 5, 1)

    whole = load(tmp_path / "2026-04-15.yaml", names_for("complaint", books.folders, books.law))

    assert pins.of(whole, books.law, on) == pins.of(amending, books.law, on)


def test_a_limit_of_another_length_changes_what_judges(permit: Procedure) -> None:
    longer = law_of(*(replace(v, amount=21) if v.key == "permit/decision" else v for v in LAW.limits()))

    assert pins.of(permit, LAW, FIRST).judges != pins.of(permit, longer, FIRST).judges
    assert pins.of(permit, LAW, FIRST).words == pins.of(permit, longer, FIRST).words


def test_a_limit_the_edition_does_not_reach_changes_nothing(permit: Procedure) -> None:
    other = law_of(*(replace(v, amount=9) if v.key == "permit/unrelated" else v for v in LAW.limits()))

    assert pins.of(permit, LAW, FIRST) == pins.of(permit, other, FIRST)


def test_a_note_or_a_question_about_a_limit_changes_nothing(permit: Procedure) -> None:
    noted = law_of(*(replace(v, note="见解释", question="待定", title="期限（注）") for v in LAW.limits()))

    assert pins.of(permit, LAW, FIRST) == pins.of(permit, noted, FIRST)


def test_law_of_a_later_day_leaves_the_days_before_it_as_they_were(permit: Procedure) -> None:
    kept = [v for v in LAW.limits() if v.key != "permit/decision"]
    amended = law_of(
        *kept,
        dated("permit/decision", 20, "2020-01-01", "2023-12-31"),
        dated("permit/decision", 15, "2024-01-01"),
    )

    assert pins.of(permit, amended, date(2023, 12, 31)) == pins.of(permit, LAW, date(2023, 12, 31))
    assert pins.of(permit, amended, date(2024, 1, 1)) != pins.of(permit, LAW, date(2024, 1, 1))
    assert pins.days_of(permit, amended) == (FIRST, date(2024, 1, 1))
    assert pins.days_of(permit, amended, date(2024, 1, 1)) == (FIRST,)


def test_another_working_calendar_changes_nothing(permit: Procedure) -> None:
    law = law_library()
    other = law.with_calendar(Calendar({}))

    assert other.calendar is not law.calendar
    assert pins.of(permit, law, FIRST) == pins.of(permit, other, FIRST)


def test_a_construct_the_edition_does_not_use_says_nothing(permit: Procedure) -> None:
    pinned = judging(permit, LAW, FIRST)["procedure"]["actions"]["examine"]

    assert not {"voids", "publishes", "per_party", "splits"} & set(pinned)


# -- code ------------------------------------------------------------------------------------------


@offering.guard("large_enough", version=1)
def large_enough(world: World) -> Verdict:
    """A guard that asks the law for a threshold, through another function of its module."""
    return HOLDS if _least(world) else Ground(code="too_small", message="规模不足。")


def _least(world: World) -> int:
    return world.law.threshold(LEAST, world.at.date()).value


LEAST = "permit/least"
LARGE_ENOUGH = offering.spec_of(large_enough)


@pytest.fixture
def guarded(permit: Procedure, monkeypatch: pytest.MonkeyPatch) -> Callable[[offering.GuardSpec], Procedure]:
    """The permit with one more guard on `examine`."""

    def put(spec: offering.GuardSpec) -> Procedure:
        offered = {**providers.guards_of("permit"), spec.name: spec}
        monkeypatch.setattr(reaching, "guards_of", lambda kind: offered)
        return changed_action(permit, "examine", guards=(GuardUse(name=spec.name),))

    return put


def test_a_guard_whose_version_is_raised_changes_what_judges(
    guarded: Callable[[offering.GuardSpec], Procedure],
) -> None:
    one = pins.of(guarded(LARGE_ENOUGH), LAW, FIRST)
    two = pins.of(guarded(replace(LARGE_ENOUGH, version=2)), LAW, FIRST)

    assert one.judges != two.judges


def test_a_threshold_that_only_the_code_of_a_guard_names_is_pinned(
    guarded: Callable[[offering.GuardSpec], Procedure],
) -> None:
    least = Threshold(key=LEAST, title="最低", value=5, unit="件", in_force_from=date(2020, 1, 1))
    law, other = (
        law_of(*LAW.limits(), thresholds=(replace(least, value=value),), options=()) for value in (5, 6)
    )
    procedure = guarded(LARGE_ENOUGH)

    assert judging(procedure, law, FIRST)["law"]["thresholds"] == {
        LEAST: [{"key": LEAST, "unit": "件", "value": 5}]
    }
    assert pins.of(procedure, law, FIRST).judges != pins.of(procedure, other, FIRST).judges


def test_a_fact_has_a_version_of_its_own() -> None:
    @facts.fact("is_large", version=3)
    def is_large(world: World) -> Any:
        return "yes"

    assert facts.version_of(is_large) == 3


def test_the_penalty_pins_the_amounts_above_which_a_hearing_is_due() -> None:
    books = library()
    edition = books.procedure("penalty", date(2022, 3, 1))

    pinned = judging(edition, books.law, date(2022, 3, 1))  # type: ignore[arg-type]

    assert "penalty/hearing_fine" in pinned["law"]["thresholds"]
    assert {item["key"] for item in pinned["law"]["options"]["penalty/hearing_kinds"]}
    assert set(pinned["facts"]) == {c.fact for c in edition.conditions.values() if c.fact}


def test_another_ceiling_of_a_basis_changes_what_judges_penalties_on_its_days_and_nothing_else() -> None:
    books, on = library(), date(2022, 3, 1)
    law: Law = books.law  # type: ignore[assignment]
    (*older, newest) = law.bases_by_key["price/42"]
    assert newest.is_in_force(on)
    bracket = newest.brackets[0]
    fine = replace(bracket.fine, most=bracket.fine.most + 1)  # type: ignore[union-attr, operator]
    raised = replace(newest, brackets=(replace(bracket, fine=fine), *newest.brackets[1:]))
    other = replace(law, bases_by_key={**law.bases_by_key, "price/42": (*older, raised)})

    def changed(kind: str, day: date) -> bool:
        edition = books.procedure(kind, date(2022, 3, 1))
        return pins.of(edition, law, day).judges != pins.of(edition, other, day).judges

    assert changed("penalty", on)
    assert not changed("penalty", newest.in_force_from - timedelta(days=1))
    assert not changed("complaint", on)


# -- texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", library().kinds())
def test_both_texts_are_there_by_digest_and_digest_to_it(kind: str) -> None:
    edition = library().editions(kind)[-1]
    pin, texts = (make(edition, library().law, edition.edition) for make in (pins.of, pins.text_of))

    assert set(texts) == {pin.judges, pin.words}  # type: ignore[attr-defined]
    assert {digest(json.loads(text)) for text in texts.values()} == set(texts)  # type: ignore[attr-defined]


def test_the_words_are_the_titles_and_texts(permit: Procedure) -> None:
    pin = pins.of(permit, LAW, FIRST)
    words = json.loads(pins.text_of(permit, LAW, FIRST)[pin.words])["procedure"]

    assert words["title"] == permit.title
    assert words["actions"]["examine"]["title"] == permit.actions["examine"].title
    assert words["fields"]["size"]["choices"] == {"small": {"title": "小"}, "large": {"title": "大"}}
    assert "clocks" in words
    assert "guards" not in words["actions"]["notify"]


#: texts in a procedure that judge: keys of things, and what the law is called by
JUDGING = {
    "Procedure": {"key", "power", "number"},
    "Choice": {"key"},
    "Field": {"key", "options", "not_after", "unless", "not_before", "not_below", "counts", "blank"},
    "Role": {"key", "capacity", "assigned_by"},
    "Condition": {"key", "fact", "field"},
    "Stage": {"key", "outcome"},
    "SubjectRule": {"catalogue", "field"},
    "BasesRule": {"field", "column"},
    "Followed": {"matter"},
    "AtMost": {"field"},
    "Interruption": {"key", "start", "end", "by", "manner"},
    "Trigger": {"name", "day", "amount"},
    "ClockRule": {"key", "limit", "whose", "when", "waived_by"},
    "Resting": {"template", "day", "manner", "told_by"},
    "GuardUse": {"name", "when"},
    "Issue": {"template", "served_to", "when", "as_long_as"},
    "Opening": {"matter", "topic"},
    "Tells": {"to", "field", "word"},
    "Risk": {"level", "point", "measures"},
    "Action": {"key", "to", "by", "clears", "corrects", "links", "merges_into", "splits", "publishes"},
    "Assurance": {"kind", "action", "when"},
    "Dealt": {"key", "by", "opinion", "says", "answer"},
    "Proposal": {"against", "basis", "charges", "grade", "terms", "words", "per_party"},
}


@pytest.mark.parametrize(
    "part", [v for v in vars(model).values() if is_dataclass(v)], ids=lambda p: p.__name__
)
def test_every_text_of_a_part_is_said_to_judge_or_to_be_words(part: Any) -> None:
    texts = {f.name for f in fields(part) if f.type == "str"} - pins.NOWHERE
    words = pins.TEXTS.get(part, frozenset())

    assert texts - words == JUDGING.get(part.__name__, set())
    assert words <= {f.name for f in fields(part)}
