# SPDX-License-Identifier: MulanPSL-2.0
"""Last days worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library
from fadu.law.deadline import united
from fadu.law.errors import NotInForceError, YearError
from fadu.law.notices import read_notice
from fadu.law.stretch import Extension, Pause

LAW = library()


def last_day(key: str, start: date, **more: object) -> date:
    return LAW.due(key, start, **more).last_day  # type: ignore[arg-type]


# -- the Spring Festival ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # 1-29, 1-30 worked on a weekend; off 1-31..2-6; then 2-7, 2-8, 2-9
        (date(2022, 1, 28), date(2022, 2, 9)),
        # off 1-21..1-27; 1-28, 1-29 worked on a weekend; then 1-30, 1-31, 2-1
        (date(2023, 1, 20), date(2023, 2, 1)),
        # off 2-10..2-17; Sunday 2-18 worked; then 2-19, 2-20, 2-21, 2-22
        (date(2024, 2, 9), date(2024, 2, 22)),
        # off 1-28..2-4; 2-5, 2-6, 2-7, Saturday 2-8 worked, Sunday off, 2-10
        (date(2025, 1, 27), date(2025, 2, 10)),
        # off 2-15..2-23; 2-24..2-27, Saturday 2-28 worked
        (date(2026, 2, 14), date(2026, 2, 28)),
    ],
)
def test_five_working_days_from_the_day_before_the_spring_festival(start: date, expected: date) -> None:
    assert last_day("penalty/defence", start) == expected


def test_the_explanation_names_each_day_of_the_festival_and_each_weekend_day_worked() -> None:
    lines = LAW.due("penalty/defence", date(2022, 1, 28)).explanation.lines

    assert "1月31日（春节）" in lines[1]
    assert "2月6日（春节）" in lines[1]
    assert lines[2] == "调休上班计入的日子：1月29日、1月30日。"
    assert lines[3] == "末日为2022年2月9日，至当日二十四时届满。依据：程序规定 57。"


# -- which law, which day ---------------------------------------------------------------------------


def test_the_term_for_defence_grew_from_three_to_five_working_days() -> None:
    # 2021-07-14 is a Wednesday: 15, 16, 19; 2021-07-15: 16, 19, 20, 21, 22
    assert last_day("penalty/defence", date(2021, 7, 14)) == date(2021, 7, 19)
    assert last_day("penalty/defence", date(2021, 7, 15)) == date(2021, 7, 22)


def test_another_day_of_law_may_be_asked_for() -> None:
    assert last_day("penalty/defence", date(2021, 7, 14), on=date(2021, 7, 15)) == date(2021, 7, 21)


def test_service_of_the_decision_was_seven_days_and_is_seven_working_days() -> None:
    assert last_day("penalty/service", date(2021, 6, 1)) == date(2021, 6, 8)
    assert last_day("penalty/service", date(2022, 6, 1)) == date(2022, 6, 13)  # off 6-3..6-5, 6-11, 6-12


def test_before_the_rule_was_in_force_there_is_no_answer() -> None:
    with pytest.raises(NotInForceError, match="2019-04-01至2021-07-14、2021-07-15至今"):
        LAW.due("penalty/defence", date(2019, 3, 31))


def test_the_general_notice_to_informants_has_ended() -> None:
    assert last_day("tip_off/informant_notice", date(2026, 4, 14)) == date(2026, 4, 21)
    with pytest.raises(NotInForceError):
        LAW.due("tip_off/informant_notice", date(2026, 4, 15))


# -- service by announcement ------------------------------------------------------------------------


def test_an_announcement_of_october_2022_runs_sixty_days() -> None:
    assert last_day("service/announcement", date(2022, 10, 31)) == date(2022, 12, 30)


def test_an_announcement_of_november_2022_runs_thirty_days() -> None:
    assert last_day("service/announcement", date(2022, 11, 1)) == date(2022, 12, 1)


def test_where_sixty_and_thirty_days_bind_at_once_the_party_has_the_later_day() -> None:
    # sixty days end on Saturday 2022-04-30 of the May holiday and roll to 5-5; thirty days end on 3-31
    due = LAW.due("service/announcement", date(2022, 3, 1))

    assert due.last_day == date(2022, 5, 5)
    assert any("末日为2022年3月31日" in line for line in due.explanation.lines)
    assert due.explanation.lines[-1].endswith("取较晚的一日：2022年5月5日。提请法制机构确认。")


# -- mediation of complaints ------------------------------------------------------------------------


def test_mediation_was_forty_five_working_days() -> None:
    assert last_day("complaint/mediation", date(2024, 6, 28)) == date(2024, 8, 30)


def test_where_the_rule_and_the_regulation_bind_at_once_the_bureau_has_the_earlier_day() -> None:
    # forty-five working days end on 2024-09-02, sixty days on 2024-08-30
    due = LAW.due("complaint/mediation", date(2024, 7, 1))

    assert due.last_day == date(2024, 8, 30)
    assert due.explanation.as_json()["together"]["due"] == "2024-08-30"
    assert any("末日为2024年9月2日" in line for line in due.explanation.lines)


def test_mediation_is_sixty_days_and_rolls_from_a_sunday() -> None:
    assert last_day("complaint/mediation", date(2026, 4, 15)) == date(2026, 6, 15)


# -- backwards --------------------------------------------------------------------------------------


def test_the_notice_of_a_hearing_is_served_seven_whole_working_days_before() -> None:
    # before Monday 2022-02-14: 2-11, 10, 9, 8, 7 and the worked weekend 1-30, 1-29
    due = LAW.due("hearing/notice", date(2022, 2, 14))

    assert due.last_day == date(2022, 1, 28)
    assert any("1月31日（春节）" in line for line in due.explanation.lines)


def test_until_july_2021_the_notice_of_a_hearing_was_served_seven_whole_days_before() -> None:
    due = LAW.due("hearing/notice", date(2021, 7, 1))

    assert due.last_day == date(2021, 6, 23)
    assert not any(line.startswith("不计入的日子") for line in due.explanation.lines)


# -- calendar days, months, hours -------------------------------------------------------------------


def test_ninety_days_that_end_in_a_holiday_end_after_it() -> None:
    # 2022-03-05 + 90 is Friday 2022-06-03, the Dragon Boat Festival
    due = LAW.due("penalty/handling", date(2022, 3, 5))

    assert due.last_day == date(2022, 6, 6)
    assert "6月3日（端午节，末日顺延）" in due.explanation.lines[1]


def test_only_rest_days_that_move_the_last_day_on_are_said_not_to_count() -> None:
    """From 1 February the 90th day is 2 May; 30 April and 1 May, rest days too, are the 88th and 89th."""
    due = LAW.due("penalty/handling", date(2022, 2, 1))

    assert due.last_day == date(2022, 5, 5)
    skipped = due.explanation.as_json()["skipped"]
    assert [each["day"] for each in skipped] == ["2022-05-02", "2022-05-03", "2022-05-04"]


def test_a_last_day_that_moved_nowhere_says_of_no_day_that_it_does_not_count() -> None:
    # the 90th day is 5 May, the first working day after 1 May
    due = LAW.due("penalty/handling", date(2022, 2, 4))

    assert due.last_day == date(2022, 5, 5)
    assert due.explanation.as_json()["skipped"] == []


def test_a_calendar_term_does_not_roll_from_a_weekend_day_that_is_worked() -> None:
    # fifteen days from 2022-01-14 end on Saturday 1-29, worked for the Spring Festival
    assert last_day("penalty/payment", date(2022, 1, 14)) == date(2022, 1, 29)


def test_the_term_to_hand_a_crime_to_the_police_does_not_roll() -> None:
    assert last_day("criminal_transfer/approval", date(2022, 9, 30)) == date(2022, 10, 3)


def test_three_months_from_the_end_of_november_end_with_february() -> None:
    assert last_day("penalty/enforcement_application", date(2022, 11, 30)) == date(2023, 2, 28)


def test_three_months_from_the_last_of_march_end_with_june() -> None:
    assert last_day("penalty/enforcement_application", date(2022, 3, 31)) == date(2022, 6, 30)


def test_two_years_from_a_leap_day_end_on_the_twenty_eighth() -> None:
    assert last_day("penalty/limitation_general", date(2024, 2, 29)) == date(2026, 2, 28)


def test_a_limit_in_hours_ends_at_the_same_time_of_the_next_day() -> None:
    due = LAW.due("criminal_transfer/delivery", datetime(2022, 1, 31, 23, 30, tzinfo=LEGAL_TIME))

    assert due.last_moment == datetime(2022, 2, 1, 23, 30, tzinfo=LEGAL_TIME)
    assert due.explanation.lines[1].startswith("至2022年2月1日23时30分届满。")


def test_a_moment_of_another_zone_is_read_in_legal_time() -> None:
    due = LAW.due("criminal_transfer/delivery", datetime(2022, 1, 31, 15, 30, tzinfo=timezone.utc))  # noqa: UP017

    assert due.moment == datetime(2022, 2, 1, 23, 30, tzinfo=LEGAL_TIME)


def test_the_last_day_runs_to_twenty_four_hours() -> None:
    due = LAW.due("penalty/defence", date(2022, 3, 1))

    assert due.last_day == date(2022, 3, 8)
    assert due.last_moment == datetime(2022, 3, 9, 0, 0, tzinfo=LEGAL_TIME)
    assert due.last_moment - datetime(2022, 3, 8, 23, 59, 59, tzinfo=LEGAL_TIME) == timedelta(seconds=1)


def test_what_is_due_at_once_is_due_on_the_day_itself_even_on_a_rest_day() -> None:
    assert last_day("licence/immediate", date(2022, 3, 5)) == date(2022, 3, 5)


# -- pauses and extensions --------------------------------------------------------------------------


def test_an_appraisal_of_five_days_moves_the_end_by_five_days() -> None:
    pause = Pause(date(2022, 3, 10), date(2022, 3, 15), "鉴定", "程序规定 64")
    due = LAW.due("penalty/handling", date(2022, 3, 1), pauses=[pause])

    assert last_day("penalty/handling", date(2022, 3, 1)) == date(2022, 5, 30)
    assert due.last_day == date(2022, 6, 6)  # 5-30 + 5 is Saturday 6-4 of the Dragon Boat Festival
    assert due.explanation.lines[1] == "2022年3月10日至2022年3月14日因鉴定不计入（5日）（程序规定 64）。"


def test_two_pauses_over_the_same_days_count_once() -> None:
    one = Pause(date(2022, 3, 10), date(2022, 3, 20), "鉴定")
    other = Pause(date(2022, 3, 15), date(2022, 3, 20), "听证")

    assert last_day("penalty/handling", date(2022, 3, 1), pauses=[one, other]) == last_day(
        "penalty/handling", date(2022, 3, 1), pauses=[one]
    )


def test_two_pauses_that_touch_are_one() -> None:
    one = Pause(date(2022, 3, 1), date(2022, 3, 5), "鉴定")
    next_one = Pause(date(2022, 3, 5), date(2022, 3, 8), "听证")

    assert united([next_one, one]) == [(date(2022, 3, 1), date(2022, 3, 8))]


def test_a_pause_over_a_weekend_takes_nothing_from_a_term_in_working_days() -> None:
    weekend = Pause(date(2022, 3, 5), date(2022, 3, 7), "检验")

    assert last_day("penalty/verification", date(2022, 3, 1), pauses=[weekend]) == date(2022, 3, 22)


def test_a_pause_that_still_runs_is_told_and_not_yet_deducted() -> None:
    running = Pause(date(2022, 3, 10), None, "鉴定")
    due = LAW.due("penalty/handling", date(2022, 3, 1), pauses=[running])

    assert due.last_day == date(2022, 5, 30)
    assert due.explanation.lines[1] == "自2022年3月10日起因鉴定暂停计算，恢复后顺延。"


def test_ninety_days_extended_by_thirty_are_one_term_that_rolls_once() -> None:
    # 2022-03-05 + 120 is Sunday 2022-07-03; ninety days alone would have rolled over the festival
    extended = [Extension("penalty/handling_extension", None, "程序规定 64")]

    assert last_day("penalty/handling", date(2022, 3, 5), extensions=extended) == date(2022, 7, 4)


def test_a_collective_extension_ends_on_the_day_it_fixed() -> None:
    resolution = Extension(None, date(2022, 9, 10), "程序规定 64", "按集体讨论决议继续延期")
    fixed = [Extension("penalty/handling_extension", None), resolution]
    due = LAW.due("penalty/handling", date(2022, 3, 1), extensions=fixed)

    assert due.last_day == date(2022, 9, 10)
    assert "经“按集体讨论决议继续延期”延长至2022年9月10日（程序规定 64）。" in due.explanation.lines


def test_of_two_collective_extensions_the_later_day_holds() -> None:
    fixed = [Extension(None, date(2022, 10, 20)), Extension(None, date(2022, 9, 10))]

    assert last_day("penalty/handling", date(2022, 3, 1), extensions=fixed) == date(2022, 10, 20)


def test_a_day_that_was_fixed_hangs_on_no_notice() -> None:
    fixed = [Extension(None, date(2027, 3, 10), "程序规定 64")]

    assert not LAW.due("penalty/handling", date(2026, 11, 2), extensions=fixed).provisional
    assert LAW.due("penalty/handling", date(2026, 11, 2)).provisional


# -- years not announced ----------------------------------------------------------------------------


def test_a_day_in_a_year_without_a_notice_is_provisional_and_says_what_it_leans_on() -> None:
    due = LAW.due("penalty/defence", date(2027, 2, 5))

    assert due.provisional
    assert due.explanation.lines[-1].startswith("没有收录2027年的放假安排，此日期为暂定")
    assert "春节、清明节、端午节、中秋节和调休未计入" in due.explanation.lines[-1]


def test_a_term_that_reaches_into_a_year_without_a_notice_is_provisional() -> None:
    assert LAW.due("penalty/closing", date(2026, 12, 20)).provisional
    assert not LAW.due("penalty/closing", date(2026, 11, 20)).provisional


def test_the_bureaus_own_notice_moves_the_day_and_makes_it_final() -> None:
    text = "year: 2027\ntitle: 通知\noff: {春节: ['02-05..02-12']}\nworked: {春节: ['02-13']}"
    law = LAW.with_calendar(LAW.calendar.with_notice(read_notice(text, "2027.yaml")))
    due = law.due("penalty/defence", date(2027, 2, 4))

    assert LAW.due("penalty/defence", date(2027, 2, 4)).last_day == date(2027, 2, 11)
    assert due.last_day == date(2027, 2, 18)  # 2-13 worked, 2-15, 2-16, 2-17, 2-18
    assert not due.provisional


def test_another_calendar_may_be_handed_to_a_single_question() -> None:
    adopted = LAW.calendar.with_notice(
        read_notice("year: 2027\ntitle: 通知\noff: {春节: ['02-05..02-12']}", "2027.yaml")
    )

    assert LAW.due("penalty/defence", date(2027, 2, 4), calendar=adopted).last_day == date(2027, 2, 19)
    assert LAW.calendar.is_working_day(date(2027, 2, 8))


@pytest.mark.parametrize("year", [1994, 2041, 9999])
def test_a_year_outside_the_calendar_is_an_error(year: int) -> None:
    with pytest.raises(YearError):
        LAW.due("penalty/limitation_general", date(year, 6, 1), on=date(2022, 1, 1))


def test_a_date_fixed_by_resolution_never_shortens_the_term_it_extends() -> None:
    fixed = Extension(limit=None, until=date(2022, 3, 31))

    due = LAW.due("penalty/handling", date(2022, 3, 1), extensions=[fixed])

    assert due.last_day == date(2022, 5, 30)


def test_a_pause_begun_on_the_day_to_which_the_last_one_passed_still_stops_the_term() -> None:
    # ninety days from 2022-03-14 end on Sunday 2022-06-12 and pass to Monday
    begun = date(2022, 6, 13)
    due = LAW.due("penalty/handling", date(2022, 3, 14), pauses=[Pause(begun, date(2022, 6, 22), "鉴定")])

    assert last_day("penalty/handling", date(2022, 3, 14)) == begun
    assert due.last_day == date(2022, 6, 22)
    assert due.explanation.lines[1] == "2022年6月13日至2022年6月21日因鉴定不计入（9日）。"
    assert due.explanation.lines[2] == "不计入的日子：6月12日（星期日，末日顺延）。"


def test_a_pause_that_ends_on_a_rest_day_passes_on_the_last_day_once_more() -> None:
    pause = Pause(date(2022, 6, 13), date(2022, 6, 18), "鉴定")

    assert last_day("penalty/handling", date(2022, 3, 14), pauses=[pause]) == date(2022, 6, 20)


def test_a_pause_begun_the_day_after_moves_nothing() -> None:
    pause = Pause(date(2022, 6, 14), date(2022, 6, 22), "鉴定")

    assert last_day("penalty/handling", date(2022, 3, 14), pauses=[pause]) == date(2022, 6, 13)
