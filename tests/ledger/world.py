# SPDX-License-Identifier: MulanPSL-2.0
"""A world of five cases of several kinds with papers, payments, evidence and a locked report; each table has rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from uuid import uuid4

from django.test import override_settings

from fadu.cases.acts import opening, projection, services
from fadu.cases.background import calendars, outbox, settings
from fadu.cases.models import Case, CaseDocument
from fadu.cases.papers.blank_forms import blank_forms, on_offer
from fadu.cases.rules import person_of
from fadu.cases.world import worlds
from fadu.demo import bureau as demo
from fadu.demo.year import demos
from fadu.figures import cells
from fadu.kernel import clock, totp
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import key_acts, sequencing
from fadu.oversight import background as raising
from fadu.oversight import checking
from fadu.people import accounts, administration, aides, factor_resets, pins, proposing, second_factor
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Appointment
from fadu.people.parties import register_party
from fadu.procedure.entry import Signature
from fadu.records import archive, blanks
from fadu.records import services as records
from fadu.reporting import services as reports

YEAR, SEED = 2022, 7
NOTICE = (
    "year: {year}\ntitle: 通知\nnumber: 国办发明电〔2030〕{year}号\noff: {{元旦: ['01-01']}}\nworked: {{}}\n"
)
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def build() -> None:
    """Live it; the caller is in a transaction on an empty database."""
    rng = Random(SEED)
    with override_settings(PASSWORD_HASHERS=FAST):
        with clock.set_to(datetime(YEAR - 1, 12, 20, 9, tzinfo=LEGAL_TIME)):
            founded = demo.found(rng, YEAR, "一个相当长的口令abc")
            demo.delegate_a_night(founded, YEAR)
            key_acts.begin()
        _live(founded, rng)
        with clock.set_to(datetime(YEAR + 1, 1, 12, 9, 30, tzinfo=LEGAL_TIME)):
            _keep(founded)
            outbox.work()
            sequencing.sequence()
            cells.refresh(founded.bureau, clock.today())


def _live(founded: demo.Founded, rng: Random) -> None:
    modules: dict[str, Any] = demos()
    scene = demo.scene(founded, YEAR, rng)
    scene.children = {kind: m.live_child for kind, m in modules.items() if hasattr(m, "live_child")}
    lives = [modules["penalty"].live(scene, heavy=True, by_first=first) for first in (True, False)]
    lives += [modules[kind].live(scene) for kind in ("licence", "complaint", "tip_off")]
    for life in lives:
        scene.enter(life)
    scene.play(datetime(YEAR, 12, 31, 23, 59, tzinfo=LEGAL_TIME))


def _keep(founded: demo.Founded) -> None:
    """What a year of five cases does not bring by itself: evidence, links, names, numbers, notices, interests, a report."""
    bureau, officers = founded.bureau, founded.by_post
    one, two = officers["legal_counsel"][:2]
    for year in (2031, 2032):
        calendars.adopt(NOTICE.format(year=year), keep=True)
    for place, name in enumerate(("甲商行", "乙商行")):
        party, _ = register_party(kind="enterprise", name=name, address="清河路1号", phone="13800000000")
        register_party(
            kind="person", name=f"李{place}", id_number=("11010519491231002X", "440524188001010014")[place]
        )
        people.declare_conflict(officer=(one, two)[place], party=party, reason="近亲属", on=date(YEAR, 1, 1))
        series = ("note_a", "note_b")[place]
        records.set_pattern(
            bureau_id=bureau.pk,
            series=series,
            pattern=f"{{abbreviation}}{series}{{year}}-{{serial}}",
            start=date(YEAR, 1, 1),
            document="清市监〔2021〕1号",
        )
        records.begin_series(bureau_id=bureau.pk, series=series, year=YEAR, first=5, reason="沿用原编号")
        number = records.next_number(
            bureau_id=bureau.pk, series=series, pattern="{serial}", year=YEAR, abbreviation="清"
        )
        records.void_number(bureau_id=bureau.pk, number=number, reason=f"误取{place}")
    people.found_bureau(name="清河东局", short="东局", abbreviation="东", region_code="990103", parent=bureau)
    calendars.set_parameter(
        bureau=bureau,
        key="licence/promised_days",
        value=10,
        start=date(YEAR, 11, 1),
        document="清市监〔2022〕2号",
    )
    sequencing.sequence()
    _administered(officers)
    _running(founded)
    _evidence()
    _blank_papers((one, two))
    for paper in CaseDocument.objects.order_by("pk")[:2]:
        archive.rendered(paper.document, "text")
        records.void(paper.document, f"作废{paper.pk}")
    head = officers["bureau_head"][0]
    for post in ("bureau_head", "deputy_head"):
        report = reports.report_of(bureau, YEAR, post)
        _reword(report)
    reports.lock(reports.report_of(bureau, YEAR), by=head)
    list(checking.check(bureau))
    raising.settle(bureau, clock.today())


def _blank_papers(officers: Any) -> None:
    """Blank papers of two officers and forms: one spoiled, one returned, two used, one of each still out."""
    forms = on_offer(clock.today())
    papers = list(CaseDocument.objects.order_by("-pk")[:2])
    for place, (by, template) in enumerate(zip(officers, ("scene_record", "interview_record"), strict=True)):
        sheets = blanks.draw(
            form=forms["penalty", template][1],
            kind="penalty",
            pattern=blank_forms().pattern,
            count=4,
            by=by,
            due_on=clock.today() + timedelta(days=place + 1),
            at=clock.now() + timedelta(minutes=place),
        )
        blanks.spoil(sheets[0], reason=f"污损{place}", by=by, at=clock.now())
        blanks.give_back(sheets[1], by=by, at=clock.now())
        blanks.use(sheets[2], papers[place].document, by=by, at=clock.now())


def _administered(officers: Any) -> None:
    """Posts of the past that wait for a second person, and passwords that somebody else set."""
    handlers, keeper = officers["case_handler"], officers["administrator"][0]
    with administration.kept_by(keeper):
        for place, officer in enumerate(handlers[:2]):
            start = datetime(YEAR, 2, 1 + place, tzinfo=LEGAL_TIME)
            row = Appointment(officer=officer, post="bureau_head", start=start, document="补任")
            proposing.appoint(row)
        for place, name in enumerate(("清河区人民政府", "清河区人民法院")):
            content = {
                "key": ("government", "court")[place],
                "name": name,
                "start": f"{YEAR}-12-0{place + 1}",
            }
            settings.propose(
                bureau=keeper.bureau, what="local_name", content=content, words=f"文书用语：{name}"
            )
        for officer in (officers["bureau_head"][0], officers["legal_counsel"][0]):
            accounts.reset_password(officer.account, "另一个相当长的口令abc")
    head = officers["bureau_head"][0]
    for place, officer in enumerate((officers["legal_counsel"][0], officers["registrar"][0])):
        aides.name_aide(head=head, aide=officer, at=clock.now() + timedelta(days=place))
        pins.set_pin(officer.account, f"83914{place}")
    for place, officer in enumerate((officers["bureau_head"][0], officers["legal_counsel"][0])):
        _with_a_second_factor(officer)
        factor_resets.propose(officer=officer, by=keeper, reason=f"手机遗失{place}")
        second_factor.set_rule(
            bureau=officer.bureau,
            post="bureau_head",
            is_required=not place,
            start=date(YEAR, 3, 1 + place),
            document=f"清市监〔2022〕{place}号",
        )


def _with_a_second_factor(officer: Any) -> None:
    sealed = second_factor.new_secret(officer.account)
    step = totp.step_at(clock.now() - clock.shifted())
    second_factor.put_on(officer.account, sealed, totp.code_of(second_factor.opened(sealed), step))


def _running(founded: demo.Founded) -> None:
    """Two complaints that wait for somebody, later than the law allows."""
    for place, clerk in enumerate(founded.by_post["registrar"][:1] * 2):
        parties = [
            (register_party(kind="enterprise", name=f"{capacity}{place}")[0], capacity)
            for capacity in ("被投诉人", "投诉人")
        ]
        services.open_case(
            kind="complaint",
            bureau=founded.bureau,
            by=OfficerActor(officer=clerk),
            payload={
                "channel": "hotline",
                "received_on": (clock.today() - timedelta(days=50 + place)).isoformat(),
                "goods": "酸奶",
                "dispute": f"所购酸奶超过保质期{place}",
                "request": "退款",
                "claim_amount": 2_000,
            },
            request_id=uuid4(),
            department=clerk.department,
            parties=parties,
        )


def _evidence() -> None:
    """Files taken into cases by who handles them, and links between cases."""
    cases = list(
        Case.objects.filter(closed_at=None, assignments__isnull=False).distinct().order_by("pk")
    ) or list(Case.objects.filter(assignments__isnull=False).distinct().order_by("pk"))
    for place, case in enumerate(cases[:2]):
        officer = case.assignments.order_by("pk").first().officer
        file = records.store(
            name=f"照片{place}.txt", content=f"现场照片{place}".encode(), uploaded_by=person_of(officer.pk)
        )
        payload = {"title": f"照片{place}", "digest": file.digest, "kind": "photo", "access": "main"}
        _act(case, officer, "attach", payload)
    for case, other in pairwise(cases[:3]):
        _linked(case, other, case.assignments.order_by("pk").first().officer)


def _linked(case: Case, other: Case, officer: Any) -> None:
    """As where an act relates two cases: nobody links them by itself."""
    case.refresh_from_db()
    now = clock.now()
    by = (Signature(person=person_of(officer.pk), role="", name=officer.name),)
    link = {"kind": "related", "case": other.number}
    projection.project(case, opening.follow(case, worlds.state_of(case), "link", now, link, by))


def _act(case: Case, officer: Any, action: str, payload: dict[str, Any]) -> None:
    from uuid import uuid4

    services.perform(
        case=case, action=action, by=OfficerActor(officer=officer), payload=payload, request_id=uuid4()
    )


def _reword(report: Any) -> None:
    from fadu.reporting.outline_file import outline

    plan = next(s for s in outline().sentences() if s.plan)
    reports.reword(report, key=plan.key, text="明年继续做好各项工作。")
