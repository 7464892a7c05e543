# SPDX-License-Identifier: MulanPSL-2.0
"""The law that comes with this release: looked up by date, without gaps, overlaps or citations of nothing."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.kernel.errors import UnknownNameError
from fadu.law import library
from fadu.law.calendar import Calendar
from fadu.law.errors import NotInForceError
from fadu.law.holidays import holidays
from fadu.law.remedies import Contested
from fadu.law.stretch import Pause

LAW = library()
THRESHOLDS = [value for values in LAW.thresholds_by_key.values() for value in values]
OPTIONS = [value for values in LAW.options_by_list.values() for value in values]
PROVISIONS = [value for values in LAW.provisions_by_key.values() for value in values]
RULES = [*LAW.limits(), *THRESHOLDS, *OPTIONS, *PROVISIONS, *holidays()]
#: internal targets and rules of a bureau: they rest on no law, and say so
WITHOUT_LAW = {
    "legal_review/reply",
    "publication/licence_target",
}


def test_what_rests_on_no_article_is_marked_and_known() -> None:
    uncited = [rule for rule in RULES if not rule.cites]

    assert {rule.key for rule in uncited} == WITHOUT_LAW
    assert all(rule.unverified and "内部" in rule.note for rule in uncited)


def test_every_limit_says_from_which_event_it_is_counted() -> None:
    silent = {limit.key for limit in LAW.limits() if not limit.event}

    # the tables do not tell it for these
    assert silent == {
        "licence/reapplication_false",
        "licence/reapplication_fraud",
        "penalty/food_disposal",
    }


def test_a_repeated_tip_off_begins_its_term_anew_only_from_april_2026() -> None:
    assert LAW.limit("tip_off/verification", date(2026, 4, 14)).restarts == ""
    assert "最后一次举报之日重新计算" in LAW.limit("tip_off/verification", date(2026, 4, 15)).restarts


def test_every_limit_that_is_an_extension_is_named_by_the_limit_it_extends() -> None:
    extensions = {key for key in LAW.limits_by_key if key.endswith("_extension")}
    named = {way.limit for limit in LAW.limits() for way in limit.extensions if way.limit}

    assert named == extensions


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "penalty/handling",
            [
                "案情复杂或者有其他原因的，由本机关负责人决定延长30日，至多1次",
                "仍不能办结的，由本机关负责人集体讨论决定延长至所定之日",
            ],
        ),
        ("licence/decision", ["由本机关负责人决定延长10个工作日，至多1次，并告知理由"]),
        ("penalty/review", ["特殊情况的，由本机关负责人决定延长至所定之日"]),
        ("penalty/closing", []),
    ],
)
def test_who_may_extend_by_how_much_and_how_often_is_said_in_words(key: str, words: list[str]) -> None:
    on = date(2022, 3, 1)

    ways = LAW.limit(key, on).extensions

    assert [way.words(LAW.limit(way.limit, on).length if way.limit else "") for way in ways] == words


def test_rules_that_bind_together_name_each_other_and_say_which_prevails() -> None:
    together = [limit for limit in LAW.limits() if limit.together]

    assert {limit.key: limit.prevails for limit in together} == {
        "complaint/mediation": "earlier",
        "service/announcement": "later",
    }
    assert all(LAW.limit(limit.together, limit.in_force_from).unit for limit in together)
    assert all(limit.question for limit in together)


def test_what_has_no_transition_clause_is_a_question_for_the_legal_office() -> None:
    asked = {
        (limit.key, limit.in_force_from.isoformat())
        for limit in LAW.limits()
        if "过渡条款" in limit.transition
    }

    assert asked == {
        ("complaint/mediation", "2026-04-15"),
        ("publication/stop_general", "2025-12-25"),
        ("publication/stop_minor", "2025-12-25"),
        ("service/announcement", "2022-11-01"),
    }


@pytest.mark.parametrize(
    ("key", "on", "amount"),
    [
        ("penalty/defence", date(2021, 7, 14), 3),
        ("penalty/defence", date(2021, 7, 15), 5),
        ("hearing/request", date(2021, 7, 14), 3),
        ("hearing/request", date(2021, 7, 15), 5),
        ("service/announcement", date(2022, 10, 31), 60),
        ("service/announcement", date(2022, 11, 1), 30),
        ("complaint/mediation", date(2026, 4, 14), 45),
        ("complaint/mediation", date(2026, 4, 15), 60),
        ("publication/stop_general", date(2025, 12, 24), 3),
        ("publication/stop_general", date(2025, 12, 25), 1),
    ],
)
def test_a_limit_changes_on_the_day_the_law_changes(key: str, on: date, amount: int) -> None:
    assert LAW.limit(key, on).amount == amount


def test_publication_within_seven_days_is_a_target_and_within_twenty_the_law() -> None:
    assert LAW.limit("publication/penalty_target", date(2022, 3, 1)).note.startswith("内部目标")
    assert LAW.limit("publication/penalty", date(2022, 3, 1)).amount == 20


@pytest.mark.parametrize(
    ("party", "on", "yuan"),
    [
        ("person", date(2020, 1, 1), 10_000),
        ("unit", date(2020, 1, 1), 100_000),
        ("person", date(2022, 1, 1), 10_000),
        ("unit", date(2022, 1, 1), 100_000),
    ],
)
def test_fine_and_confiscation_are_held_against_the_same_figures_apart(
    party: str, on: date, yuan: int
) -> None:
    fine = LAW.threshold("penalty/hearing_fine", on, party=party)
    confiscation = LAW.threshold("penalty/hearing_confiscation", on, party=party)

    assert (fine.value, confiscation.value) == (yuan * 100, yuan * 100)
    assert fine.inclusive
    assert fine.unit == "fen"


def test_a_province_may_set_its_own_figure_for_hearings() -> None:
    local = {"penalty/hearing_fine_unit": 5_000_000}

    assert (
        LAW.threshold("penalty/hearing_fine", date(2022, 1, 1), local=local, party="unit").value == 5_000_000
    )
    assert (
        LAW.threshold("penalty/hearing_fine", date(2022, 1, 1), local=local, party="person").value
        == 1_000_000
    )


def test_a_minor_fine_is_less_for_a_responsible_person_than_for_a_business() -> None:
    on = date(2026, 1, 1)

    assert LAW.threshold("penalty/minor_fine", on, party="person").value == 500_000
    assert LAW.threshold("penalty/minor_fine", on, party="unit").value == 5_000_000


def test_the_grounds_to_refuse_a_complaint_are_those_of_its_day() -> None:
    before = [option.key for option in LAW.options("complaint/refusal_grounds", date(2026, 4, 14))]
    after = [option.key for option in LAW.options("complaint/refusal_grounds", date(2026, 4, 15))]

    assert len(before) == 6
    assert len(after) == 7
    assert set(after) - set(before) == {"false_identity"}


def test_the_penalties_that_open_a_hearing_were_fewer_before_july_2021() -> None:
    before = [option.key for option in LAW.options("penalty/hearing_kinds", date(2021, 7, 14))]
    after = {option.key for option in LAW.options("penalty/hearing_kinds", date(2021, 7, 15))}

    assert sorted(before) == ["revoke_licence", "stop_business"]
    assert after == {"stop_business", "close_down", "restrict_occupation", "downgrade", "revoke_licence"}


def test_a_closed_list_shows_each_key_once_a_day() -> None:
    days = {option.in_force_from for option in OPTIONS}
    shown = [
        (name, day, [o.key for o in LAW.options(name, day)]) for name in LAW.options_by_list for day in days
    ]

    assert [(name, day) for name, day, keys in shown if len(keys) != len(set(keys))] == []


def test_an_unknown_limit_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(
        UnknownNameError, match="没有名为“penalty/defense”的期限。最接近的是：penalty/defence"
    ):
        LAW.limit("penalty/defense", date(2022, 1, 1))


def test_an_unknown_threshold_or_list_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="界限"):
        LAW.threshold("penalty/hearing_fines", date(2022, 1, 1))
    with pytest.raises(UnknownNameError, match="选项表"):
        LAW.options("complaint/refusal", date(2022, 1, 1))


def test_a_threshold_before_its_law_is_an_error() -> None:
    with pytest.raises(NotInForceError):
        LAW.threshold("penalty/minor_fine", date(2025, 12, 24), party="unit")


@pytest.mark.parametrize("text", ["行政处罚法 44", "行政复议法(2017) 9", "程序规定 87", "三项制度指导意见"])
def test_a_citation_the_register_holds_is_known(text: str) -> None:
    assert LAW.cites_known(text)


@pytest.mark.parametrize("text", ["行政处罚法 87", "程序规定 88", "投诉举报办法 47", "没有的法 1", ""])
def test_a_citation_of_nothing_is_not_known(text: str) -> None:
    assert not LAW.cites_known(text)


@pytest.mark.parametrize(
    ("key", "on", "cites"),
    [
        ("penalty/filing", date(2021, 7, 14), ("行政处罚法(1996) 36",)),
        ("penalty/filing", date(2021, 7, 15), ("行政处罚法 54",)),
        ("penalty/handling", date(2022, 3, 1), ("行政处罚法 60", "程序规定 64")),
        ("penalty/audit", date(2020, 3, 1), ()),
    ],
)
def test_a_key_stands_for_the_articles_of_the_day(key: str, on: date, cites: tuple[str, ...]) -> None:
    assert LAW.cites(key, on) == cites


def test_an_unknown_key_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(
        UnknownNameError, match="没有名为“penalty/filling”的法律依据。最接近的是：penalty/filing"
    ):
        LAW.cites("penalty/filling", date(2022, 1, 1))


def test_a_citation_prints_the_full_name() -> None:
    assert str(LAW.cite("程序规定 57")) == "《市场监督管理行政处罚程序规定》第57条"


def test_the_body_of_reconsideration_changed_with_2024() -> None:
    before = LAW.remedies(Contested(made_on=date(2023, 12, 29)), date(2024, 1, 2)).items[0]
    after = LAW.remedies(Contested(made_on=date(2024, 1, 2)), date(2024, 1, 3)).items[0]

    assert before.body == "本级人民政府或者上一级市场监督管理部门"
    assert before.cites == ("行政复议法(2017) 9", "行政复议法(2017) 12")
    assert after.body == "本级人民政府"
    assert after.last_day == date(2024, 3, 4)  # 1-3 + 60 is Sunday 3-3


def test_without_service_a_remedy_has_no_last_day() -> None:
    remedies = LAW.remedies(Contested(made_on=date(2022, 3, 1)), None).as_json()

    assert [(remedy["kind"], remedy["last_day"]) for remedy in remedies] == [
        ("reconsideration", None),
        ("litigation", None),
    ]
    assert [remedy["length"] for remedy in remedies] == ["60日", "6个月"]


def test_a_length_that_the_law_leaves_to_a_place_is_that_of_its_parameter() -> None:
    promised = LAW.due("licence/promised", date(2022, 3, 1), local={"licence/promised_days": 10})

    assert promised.last_day == date(2022, 3, 15)


def test_a_length_that_no_place_has_set_says_who_sets_it() -> None:
    with pytest.raises(NotInForceError, match="请由系统管理员在“地方参数”中设定"):
        LAW.due("licence/promised", date(2022, 3, 1))


def test_a_threshold_that_stands_only_where_a_place_sets_it_has_no_figure_of_its_own() -> None:
    on, local = date(2025, 6, 1), {"inspection/yearly_cap": 2}

    assert LAW.threshold("inspection/yearly_cap", on, local=local).value == 2
    with pytest.raises(NotInForceError, match="由本地规定"):
        LAW.threshold("inspection/yearly_cap", on)


def test_a_last_day_computed_before_is_not_computed_again() -> None:
    assert LAW.due("penalty/defence", date(2022, 1, 28)) is LAW.due("penalty/defence", date(2022, 1, 28))


def test_a_last_day_asked_under_other_law_or_another_calendar_is_computed_for_itself() -> None:
    start = date(2021, 7, 12)
    plain = LAW.due("penalty/defence", start)

    assert LAW.due("penalty/defence", start, on=date(2021, 7, 20)).last_day != plain.last_day
    other = LAW.with_calendar(Calendar({}))
    assert other.due("penalty/defence", date(2022, 1, 28)).provisional
    assert not LAW.due("penalty/defence", date(2022, 1, 28)).provisional


def test_a_pause_is_never_left_out_because_the_plain_term_was_asked_before() -> None:
    start = date(2022, 3, 1)
    plain = LAW.due("penalty/handling", start).last_day
    pause = Pause(date(2022, 3, 10), date(2022, 3, 20), "鉴定")

    assert LAW.due("penalty/handling", start, pauses=[pause]).last_day > plain
    assert LAW.due("penalty/handling", start).last_day == plain
