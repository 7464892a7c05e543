# SPDX-License-Identifier: MulanPSL-2.0
"""The judge's own small table of terms and amounts, each with its article and the days on which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from judge.days import days_after, working_days_after

ALWAYS, NEVER = date.min, date.max
#: 行政处罚法 2021 and 市场监督管理行政处罚程序规定 2021 begin
NEW_PENALTIES = date(2021, 7, 15)
#: 市场监督管理行政处罚程序暂行规定 begins
OLD_PENALTIES = date(2019, 4, 1)
#: 市场监督管理投诉举报处理暂行办法 begins
COMPLAINT_RULES = date(2020, 1, 1)
#: 市场监督管理行政许可程序暂行规定 begins
LICENCE_RULES = date(2019, 10, 1)
#: 公平竞争审查条例实施办法 begins
FAIR_COMPETITION = date(2025, 4, 20)
#: 总局令第121号 begins
NEW_COMPLAINTS = date(2026, 4, 15)
#: 消费者权益保护法实施条例 begins
CONSUMER_RULES = date(2024, 7, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """So many days of a kind, from one day on and up to another, by an article."""

    count: int
    working: bool
    article: str
    since: date = ALWAYS
    until: date = NEVER

    def ends(self, day: date) -> date:
        """The last day, counted from the day of the event."""
        return working_days_after(day, self.count) if self.working else days_after(day, self.count)


TERMS: dict[str, tuple[Term, ...]] = {
    "defence": (
        Term(3, True, "程序暂行规定 51", until=NEW_PENALTIES),
        Term(5, True, "程序规定 57", since=NEW_PENALTIES),
    ),
    "hearing_notice": (
        Term(7, False, "听证暂行办法 20", until=NEW_PENALTIES),
        Term(7, True, "听证办法 20", since=NEW_PENALTIES),
    ),
    "hearing_announced": (
        Term(3, False, "听证暂行办法 22", until=NEW_PENALTIES),
        Term(3, True, "听证办法 22", since=NEW_PENALTIES),
    ),
    "acceptance": (Term(7, True, "投诉举报处理暂行办法 14；投诉举报处理办法 15"),),
    "termination_notice": (Term(7, True, "投诉举报处理暂行办法 21；投诉举报处理办法 23"),),
    "payment": (Term(15, False, "行政处罚法 67；程序规定 72"),),
    "dunning": (Term(10, True, "行政强制法 54、69；程序规定 76"),),
    "ruling_review": (Term(15, False, "行政强制法 56、58"),),
    "licence_defence": (Term(5, True, "行政许可程序规定 38、44"),),
    "licence_hearing": (Term(5, True, "行政许可法 47；行政许可程序规定 53"),),
    "acceptance_silence": (Term(5, True, "行政许可法 32、82"),),
    "licence_decision": (Term(20, True, "行政许可法 42、82；行政许可程序规定 33"),),
    "licence_delivery": (Term(10, True, "行政许可法 44、82；行政许可程序规定 35"),),
    "handling": (Term(90, False, "程序暂行规定 57；程序规定 64"),),
    "extension": (Term(30, False, "程序暂行规定 57；程序规定 64"),),
    "licence_extension": (Term(10, True, "行政许可法 42、82"),),
    "annulment": (Term(60, True, "行政许可程序规定 45", since=LICENCE_RULES),),
    "annulment_extension": (Term(20, True, "行政许可程序规定 45", since=LICENCE_RULES),),
    "fair": (Term(60, False, "公平竞争审查条例实施办法"),),
    "verification": (Term(15, True, "程序暂行规定 17；程序规定 18", since=OLD_PENALTIES),),
    "review": (Term(10, True, "程序规定 55"),),
    "examination": (Term(10, True, "程序暂行规定 49；程序规定 55"),),
    "closing": (Term(15, True, "程序暂行规定 70；程序规定 77"),),
    "tip_off": (Term(15, True, "投诉举报处理暂行办法 31；程序规定 18", since=COMPLAINT_RULES),),
    "mediation": (
        Term(45, True, "投诉举报处理暂行办法 21", until=CONSUMER_RULES),
        Term(60, False, "消费者权益保护法实施条例 46；投诉举报处理办法 23", since=CONSUMER_RULES),
    ),
    "hearing_host": (Term(3, True, "听证办法 18"),),
    "hearing_materials": (Term(3, True, "听证办法 19"),),
    "hearing_date": (Term(5, True, "听证办法 20"),),
    "hearing_report": (Term(5, True, "听证办法 29"),),
}

#: working days before a hearing on a licence on which its notice is in hand (行政许可法 48、82)
NOTICE_DAYS = 7
#: a fine on a person, on a unit, from which on there is a right to a hearing, in fen (听证办法 5)
HEARING_FINE = {"person": 10_000_00, "unit": 100_000_00}
#: sanctions that by themselves carry the right to a hearing (行政处罚法 63)
HEARING_KINDS = frozenset(
    {"downgrade", "revoke_licence", "stop_business", "close_down", "restrict_occupation"}
)
#: years after which a violation is no longer punished: by rule, and where life and health or finance were harmed (处罚法 36)
PUNISHABLE_YEARS, GRAVE_YEARS = 2, 5
#: from this day five years apply to what had not lapsed by then (处罚法 36, in force with the law of 2021)
GRAVE_SINCE = NEW_PENALTIES
#: surcharge per day on the fine not paid, in percent; never more than the fine (处罚法 72)
SURCHARGE_PERCENT = 3
#: months in which to ask the court to enforce (行政强制法 53)
COURT_MONTHS = 3
#: most agents of a party at a hearing (处罚法 64)
AGENTS = 2
#: years after which a consumer's dispute is no longer taken (投诉举报处理暂行办法 15；投诉举报处理办法 16)
CONSUMER_YEARS = 3


def term(name: str, on: date) -> Term | None:
    """The term of that name in force on a day; None where no law sets one yet. Raises KeyError for another name."""
    return next((each for each in TERMS[name] if each.since <= on < each.until), None)


def end_of(name: str, on: date) -> date:
    """The last day of a term that runs from a day; that day itself where no law sets one."""
    law = term(name, on)
    return law.ends(on) if law else on
