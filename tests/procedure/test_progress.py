# SPDX-License-Identifier: MulanPSL-2.0
"""How far a case has come: what lies behind it with its days, where it stands, and what ordinarily follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lxml import etree
from tests.procedure import charted

from fadu.procedure import progress_chart
from fadu.procedure.chart import STYLE, Course, Heading, svg
from fadu.procedure.labels import in_articles
from fadu.procedure.model import Procedure
from fadu.procedure.progress import Leg, Move, legs


def penalty() -> Procedure:
    path: Path = next(
        p for p in charted.SHIPPED if p.parent.parent.name == "penalty" and p.stem == "2021-07-15"
    )
    return charted.shipped(path)


FILED = [
    Move(action="register", stage="lead", on=date(2022, 4, 24)),
    Move(action="file", stage="investigation", on=date(2022, 5, 5)),
]


def test_a_case_under_investigation_has_its_days_behind_it_and_the_straight_way_before_it() -> None:
    drawn = legs(penalty(), FILED, lambda _: True)

    assert [(leg.title, leg.where) for leg in drawn][:3] == [
        ("线索核查", "past"),
        ("调查取证", "here"),
        ("审核", "ahead"),
    ]
    assert [leg.title for leg in drawn][3:] == [
        "告知、陈述申辩与听证",
        "审议决定",
        "送达与执行",
        "待结案",
        "结案",
    ]
    assert (drawn[0].since, drawn[0].until) == (date(2022, 4, 24), date(2022, 5, 5))
    assert (drawn[1].by, drawn[1].since, drawn[1].until) == ("立案", date(2022, 5, 5), None)


def test_what_is_known_to_be_otherwise_in_the_present_stage_leads_another_way() -> None:
    moves = [*FILED, Move(action="conclude", stage="review", on=date(2022, 6, 1))]

    drawn = legs(penalty(), moves, lambda condition: condition != "penalty_proposed")

    assert next(leg.title for leg in drawn if leg.where == "ahead") == "审议决定"


def test_a_case_that_was_sent_back_shows_both_visits_and_an_ended_one_nothing_to_come() -> None:
    back = [
        *FILED,
        Move(action="conclude", stage="review", on=date(2022, 6, 1)),
        Move(action="return_to_investigation", stage="investigation", on=date(2022, 6, 3)),
    ]
    ended = [*FILED, Move(action="close", stage="closed", on=date(2022, 6, 3))]

    assert [leg.title for leg in legs(penalty(), back, lambda _: True) if leg.where != "ahead"] == [
        "线索核查",
        "调查取证",
        "审核",
        "调查取证",
    ]
    assert [leg.where for leg in legs(penalty(), ended, lambda _: True)] == ["past", "past", "past"]
    assert legs(penalty(), [], lambda _: True) == ()


def test_the_drawing_is_named_described_escaped_and_bears_no_style_of_its_own() -> None:
    many = [
        Leg(title=f"环节<{number}>", where="past", since=date(2022, 1, 1 + number)) for number in range(8)
    ]

    drawn = progress_chart.svg(many)
    root = etree.fromstring(drawn.encode())

    assert root.get("aria-labelledby") == "progress-title progress-desc"
    assert "环节<7>：已经过，自2022-01-08。" in "".join(root.itertext())
    assert "style" not in drawn
    assert "环节<" not in drawn


def test_the_chart_for_a_wall_names_the_bureau_and_articles_as_people_read_them_and_no_fingerprint() -> None:
    procedure = penalty()
    heading = Heading(bureau="清河局", department="执法大队", supervision="0999-1")

    drawn = svg(procedure, heading=heading, styled=False)

    assert "清河局　行政处罚（普通程序）流程图" in drawn
    assert "承办机构：执法大队　监督电话：0999-1" in drawn
    assert "程序规定第十八条" in drawn
    assert "程序规定 18" not in drawn
    assert procedure.fingerprint not in drawn
    assert "<style" not in drawn
    assert f"<style>{STYLE}</style>" in svg(procedure)


def test_the_chart_of_a_case_marks_what_was_done_and_where_it_stands() -> None:
    drawn = svg(penalty(), course=Course(here="investigation", done={"file": "2022-05-05"}))

    assert drawn.count('class="band-here"') == 1
    assert "✓ 2022-05-05" in drawn
    assert 'class="band-here"' not in svg(penalty())


def test_articles_are_spelled_and_counts_of_days_are_left() -> None:
    assert in_articles("核查期限 15个工作日（程序规定 18）") == "核查期限 15个工作日（程序规定第十八条）"
    assert in_articles("行政处罚法(1996) 54、听证办法 7") == "行政处罚法(1996)第五十四条、听证办法第七条"
    assert in_articles("本局答复审查规定") == "本局答复审查规定"
