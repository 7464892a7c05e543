# SPDX-License-Identifier: MulanPSL-2.0
"""A canary in each sealed field is sought by every account at every address, and in all that every command writes.

Addresses and commands are enumerated: a new one that is not tried here makes these tests fail.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.test import Client
from tests.desk import canary

from fadu.assembly import entry
from fadu.assembly.entry import names
from fadu.cases.models import Case
from fadu.cases.world.worlds import procedure_of
from fadu.demo.bureau import ACCOUNTS
from fadu.desk.act_forms import OFFERED
from fadu.desk.urls import urlpatterns
from fadu.intake import mapping, taking_in
from fadu.kernel import clock
from fadu.kernel.kinds import handed_down
from fadu.people import backup

pytestmark = pytest.mark.django_db
#: who may read the informant of the canary tip-off: the officer who handles it, there and nowhere else
HANDLER = "zhifa"
#: the two who handle the tip-off with the canary
HANDLERS = {HANDLER, "zhifa2"}
#: who looks at every address on both databases: who handles, who leads, who registers, who administers
ON_BOTH = frozenset({HANDLER, "juzhang", "dengji", "guanli"})
#: who looks at every address: these, and who else leads and watches; on the other database nobody does by themselves
LOOKING = set() if os.environ.get("FADU_DATABASE_TESTS_ONLY") == "1" else {*ON_BOTH, "duizhang", "jijian"}
#: of the others each looks at one in so many where a name has many addresses, all of them together at all
SHARES = 3
#: those who share them out among themselves
SHARING = sorted(set(ACCOUNTS) - LOOKING if LOOKING else ON_BOTH)
#: what shows nothing to who only asks for it: one of each is asked for by everybody, and what a press shows is tried by itself
PRESSED = ("warn", "papers")
#: what everybody looks at whole: papers and materials of the cases themselves
WHOLE = frozenset({"document", "file", "picture", "party", "whole_file"})
#: what is sealed as it is stored: no page says it, to nobody
CIPHER = re.compile(rb"sealed:(?:case|party)")
WORDS = ("金丝雀", "13900990099", "110101199003074514", "暗巷", "某当事人", "过期")


ECHO = rb'<input[^>]*name="(?:q|words|query)"[^>]*>|<h1>[^<]*</h1>|(?:href="|action="/export/\w+/)\?[^"]*"'


class Log(logging.Handler):
    """Every record that anybody logs, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def log() -> Iterator[Log]:
    kept, root = Log(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(kept)
    root.setLevel(level)


@pytest.fixture(scope="module")
def sown(
    lived: None, log: Log, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> list[Any]:
    """The canary cases, one of them imported."""
    with django_db_blocker.unblock(), clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        tip_off, penalty = canary.tip_off(), canary.penalty()
        sheet, plan = canary.old_tip_offs(tmp_path_factory.mktemp("old"), wrong=False)
        taken = taking_in.take_in(sheet, mapping.load(plan), bureau=tip_off.bureau, at=clock.now())
        assert taken.imported == 1
        return [tip_off, penalty, Case.objects.get(pk=taken.cases[0])]


def common() -> dict[str, list[str]]:
    """Address name -> every address of that name that belongs to no case."""
    return {
        "inbox": ["/", "/?kind=sign&page=1"],
        "waiting": ["/waiting/", *(f"/waiting/?words={word}" for word in WORDS)],
        "running": ["/running/", *(f"/running/?words={word}" for word in WORDS)],
        "done": ["/done/", *(f"/done/?words={word}" for word in WORDS)],
        "closed": ["/closed/", *(f"/closed/?words={word}" for word in WORDS)],
        "news": ["/news/"],
        "blanks": ["/blanks/"],
        "blanks_print": ["/blanks/1/print.pdf"],
        "blank_end": ["/blanks/1/end/"],
        "calendar": ["/calendar/", "/calendar/?of=unit", "/calendar/?of=set&by=day"],
        "news_seen": ["/news/seen/"],
        "telling": ["/news/telling/"],
        "feed_change": ["/news/telling/calendar/"],
        # an address that opens nothing; what one that opens says, test_feeds.py looks at
        "feed": ["/calendar/nothing.ics"],
        "overview": ["/overview/"],
        "urge": ["/overview/urge/1/"],
        "filters": ["/filters/running/", "/filters/nothing/"],
        "sign_in": ["/sign-in/"],
        "password": ["/password/"],
        "sign_out": ["/sign-out/"],  # asked for, it ends nothing: only a press of the button does
        "own": ["/own/"],
        "own_end": ["/own/end/"],
        "pin": ["/own/pin/"],
        "second_factor": ["/own/second-factor/"],
        "factor_rules": ["/bureau/second-factor/"],
        "factor_reset": ["/confirmations/second-factor/"],
        "factor_reset_decision": ["/confirmations/second-factor/1/"],
        "aide": ["/aide/"],
        "terms": ["/help/terms/"],
        "keys": ["/help/keys/"],
        "wall_chart": ["/chart/tip_off/", "/chart/none/"],
        "chart_style": ["/chart.css"],
        "findings": ["/findings/", "/findings/?shown=done"],
        "finding": [f"/findings/{number}/" for number in range(1, 20)],
        "refusals": ["/findings/refused/"],
        "proof": ["/proof/"],
        "proof_head": ["/proof/head/"],
        "search": [f"/search/?q={word}" for word in WORDS],
        "export": [f"/export/{page}/" for page in ("inbox", "waiting", "running", "done", "closed", "none")]
        + [f"/export/search/?q={word}" for word in WORDS],
        "exports": ["/exports/"],
        "export_pressing": ["/overview/export/"],
        "export_register": ["/bureau/export/people/", "/bureau/export/none/"],
        "export_figures": ["/figures/2022/export/"],
        "export_figure": ["/figures/2022/CMP-08/export/", "/figures/2022/none/export/"],
        "choose": ["/open/"],
        "open": ["/open/tip_off/", "/open/penalty/"],
        "warn_opening": ["/open/tip_off/warnings/"],
        "hand_overs": ["/hand-over/"],
        "hand_over": [f"/hand-over/{number}/" for number in range(1, 42)],
        "stand_in": ["/stand-in/"],
        "stand_in_end": ["/stand-in/1/end/"],
        "stand_in_take_back": ["/stand-in/proposed/1/take-back/"],
        "papers_opening": ["/open/tip_off/papers/"],
        "keep_draft": ["/forms/keep/"],
        "drop_draft": ["/forms/drop/"],
        "form_open": ["/forms/open/"],
        "signing": ["/signing/"],
        "bureau": ["/bureau/"],
        "bureau_add": [
            f"/bureau/add/{what}/"
            for what in ("department", "officer", "appointment", "certificate", "parameter")
        ],
        "appointment_end": ["/bureau/appointment/1/end/"],
        "account": ["/bureau/account/1/nothing/", "/bureau/account/1/close/"],
        "departments": ["/bureau/departments/"],
        "department_rename": ["/bureau/departments/1/rename/"],
        "department_end": ["/bureau/departments/1/end/"],
        "staff": ["/bureau/people/", *(f"/bureau/people/?words={word}" for word in WORDS)],
        "staff_sheet": ["/bureau/people/sheet/"],
        "staff_template": ["/bureau/people/sheet/template.xlsx"],
        "officer": ["/bureau/people/1/"],
        "posts": ["/bureau/posts/"],
        "accounts": ["/bureau/accounts/"],
        "certificates": ["/bureau/certificates/"],
        "committees": ["/bureau/committees/"],
        "parameters": ["/bureau/parameters/"],
        "catalogues": ["/bureau/catalogues/"],
        "correct": [f"/bureau/correct/{what}/1/" for what in ("officer_name", "account", "nothing")],
        "confirmations": ["/confirmations/"],
        "confirmation": ["/confirmations/1/"],
        "settle": ["/confirmations/settings/"],
        "background": ["/bureau/background/"],
        "background_retry": ["/bureau/background/event-1/retry/"],
        "notices": ["/bureau/notices/"],
        "numbers": ["/bureau/numbers/"],
        "imports": ["/bureau/imports/"],
        "import_template": ["/bureau/imports/tip_off.xlsx", "/bureau/imports/none.xlsx"],
        "figures": ["/figures/2022/"],
        "together": ["/together/"],
        "figure": ["/figures/2022/CMP-08/", "/figures/2022/PEN-01/", "/figures/2022/none/"],
        "report_records": ["/report/2022/records/CMP-08/", "/report/2022/records/none/"],
        "report": [
            "/report/2022/",
            *(f"/report/2022/?format={fmt}" for fmt in ("docx", "html", "json", "exe")),
        ],
    }


def addresses(case: Any) -> dict[str, list[str]]:
    """Address name -> every address of that name, for a case."""
    at = f"/case/{case.pk}/"
    actions = [*procedure_of(case).actions, *OFFERED]
    return {
        "case": [at, "/case/999999/"],
        "case_chart": [f"{at}chart/"],
        "act": [f"{at}do/{action}/" for action in actions] + [f"{at}do/nothing/"],
        "warn": [f"{at}do/{action}/warnings/" for action in actions],
        "papers": [f"{at}do/{action}/papers/" for action in actions],
        "upload": [f"{at}upload/"],
        "signature": [f"{at}signature/"],
        "whole_file": [f"{at}file-of/{access}/" for access in ("main", "secondary", "nothing")],
        "whole_file_pdf": [f"{at}file-of/{access}.pdf" for access in ("main", "secondary")],
        "document": [
            f"{at}document/{row.pk}.{fmt}" for row in case.documents.all() for fmt in ("html", "docx", "exe")
        ],
        # asked for, these show nothing: what a press of the button shows, and to whom, test_opened_parties.py says
        "document_whole": [f"{at}document/{row.pk}/whole.html" for row in case.documents.all()],
        "whole_file_plain": [f"{at}file-of/{access}/whole.pdf" for access in ("main", "secondary")],
        "parties": [f"{at}parties/"],
        # and without a reason this shows nothing either: what it shows with one, test_asked_for.py says
        "asked_for": [f"{at}sealed/"],
        "party": [f"/party/{row.party_id}/" for row in case.parties.all()] + ["/party/999999/"],
        "export_party": [f"/party/{row.party_id}/export/" for row in case.parties.all()],
        "party_opened": [f"/party/{row.party_id}/opened/" for row in case.parties.all()],
        "particulars": [f"{at}parties/{row.party_id}/" for row in case.parties.all()],
        "file": [f"{at}file/{row.pk}/" for row in case.evidence.all()],
        "picture": [f"{at}file/{row.pk}/picture/" for row in case.evidence.all()],
        "materials": [f"{at}materials/"],
    }


def tried_on(accounts: Iterable[str]) -> list[Any]:
    """The accounts, those marked that are tried on both databases."""
    both = pytest.mark.both_databases
    return [pytest.param(one, marks=both) if one in ON_BOTH else one for one in accounts]


def shared(named: list[str], account: str, name: str) -> list[str]:
    """Of the addresses of a name those an account looks at: of many, which differ by what one sees, not by the account, a share."""
    if name in PRESSED:
        return named[:1]
    if account not in SHARING or len(named) < SHARES or name in WHOLE:
        return named
    return named[SHARING.index(account) % SHARES :: SHARES]


def test_what_is_only_pressed_refuses_to_be_read_whatever_the_act(
    desk_of: Callable[..., Client], sown: list[Any]
) -> None:
    client = desk_of("juzhang")

    answers = {
        client.get(address).status_code for name in PRESSED for address in addresses(sown[0])[name][::7]
    }
    assert answers == {405}


def body(client: Client, address: str, *, post: bool = False) -> bytes:
    answer = (
        client.post(address, {"text": "无", "revision": "0", "request_id": "0"})
        if post
        else client.get(address)
    )
    assert answer.status_code < 500, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    # a page repeats what was sought to who sought it: that is no find
    return re.sub(ECHO, b"", content) if "?" in address else content


def leaks_at(client: Client, address: str, *, is_own: bool = False, post: bool = False) -> bool:
    """Whether an address shows a canary to somebody it is not for, or to anybody what is sealed as it is stored."""
    answer = body(client, address, post=post)
    return bool(CIPHER.search(answer)) or (not is_own and canary.holds(answer))


def test_every_address_of_the_desk_is_tried_here(sown: list[Any]) -> None:
    assert set(common()) | set(addresses(sown[0])) == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("account", tried_on(ACCOUNTS))
def test_no_account_finds_a_canary_at_any_address(
    desk_of: Callable[..., Client], sown: list[Any], account: str
) -> None:
    client = desk_of(account, raise_request_exception=False)
    leaks = [
        address
        for name, named in common().items()
        for address in shared(named, account, name)
        if leaks_at(client, address)
    ]
    for place, case in enumerate(sown):
        own = (
            {f"/case/{case.pk}/"} | set(addresses(case)["file"] + addresses(case)["materials"])
            if account in HANDLERS and place == 0
            else set()
        )
        for name, named in addresses(case).items():
            leaks += [
                address
                for address in shared(named, account, name)
                if leaks_at(client, address, is_own=address in own)
            ]

    assert leaks == []


@pytest.mark.parametrize("account", ["juzhang", "dengji", HANDLER, "guanli"])
def test_no_refusal_and_no_form_sent_empty_shows_a_canary(
    desk_of: Callable[..., Client], sown: list[Any], account: str
) -> None:
    client = desk_of(account, raise_request_exception=False)
    named = [
        address
        for case in sown[:2]
        for key in ("act", "warn", "papers", "upload")
        for address in shared(addresses(case)[key], account, key)
    ] + common()["open"]

    assert [address for address in named if leaks_at(client, address, post=True)] == []


def test_the_officer_who_handles_the_tip_off_reads_who_told_it_and_the_letter(
    desk_of: Callable[..., Client], sown: list[Any]
) -> None:
    client, case = desk_of(HANDLER), sown[0]

    page = body(client, f"/case/{case.pk}/").decode()

    assert "金丝雀甲" in page
    assert canary.PAPER_TITLE in page
    assert body(client, addresses(case)["file"][0]) == canary.PAPER


def test_the_letter_of_the_secondary_file_opens_to_nobody_else(
    desk_of: Callable[..., Client], sown: list[Any]
) -> None:
    address = addresses(sown[0])["file"][0]
    others = [account for account in ACCOUNTS if account not in HANDLERS]

    assert {desk_of(account).get(address).status_code for account in others} == {404}


def test_no_paper_and_no_report_holds_a_canary_in_its_pages(
    desk_of: Callable[..., Client], sown: list[Any]
) -> None:
    client = desk_of("juzhang")
    papers = [f"/case/{case.pk}/document/{row.pk}.pdf" for case in sown for row in case.documents.all()]

    assert len(papers) >= 2
    assert [
        address for address in (*papers, "/report/2022/?format=pdf") if canary.holds(body(client, address))
    ] == []


@pytest.mark.both_databases
def test_no_row_of_any_table_holds_a_canary_in_clear(sown: list[Any]) -> None:
    holding = []
    for model in backup.tables():
        text = serializers.serialize("json", model._base_manager.all(), ensure_ascii=False)
        if model.__name__ != "StoredFile" and canary.CANARY.search(text):
            holding.append(model.__name__)

    assert holding == []


def commands(case: Any, folder: Path) -> dict[str, list[list[str]]]:
    """Command -> the ways it is tried; the files it writes go to a folder."""
    sheet, mapping = canary.old_tip_offs(folder, wrong=True)
    sources = [str(sheet), "--mapping", str(mapping)]
    out = str(folder)
    return {
        "administrator": [["administrator", "--help"]],  # gives an administrator back; it reads no case
        "backup": [["backup", f"{out}/all.fadu"]],
        "calendar": [["calendar", "--help"]],
        "check": [
            ["check", "--all"],
            ["check", "--json"],
            ["check", "--html", f"{out}/c.html", "--xlsx", f"{out}/c.xlsx"],
        ],
        "demo": [],  # lives a year; what it writes is looked at above, table by table
        "document": [["document", "--help"]],  # renders a file it is given; it reads no case
        "figures": [["figures", "2022"], ["figures", "2022", "--json"]],
        "import": [
            ["import", "tip_off", *sources],
            ["import", "tip_off", *sources, "--json", "--strict"],
            ["import", "tip_off", *sources, "--on-error", "sheet", "--errors", f"{out}/errors.xlsx"],
            ["import", "tip_off", "--template", f"{out}/template.xlsx"],
        ],
        "init": [["init", "--help"]],  # sets up an empty bureau
        "law": [["law", "--help"]],
        "ledger": [
            ["ledger", "prove", case.number, "-o", f"{out}/proof.json"],
            ["ledger", "root", "--json"],
            ["ledger", "verify", "--json"],
        ],
        "limit": [["limit", "--list", "--json"]],
        "procedure": [["procedure", "list"], ["procedure", "try", str(handed_down()["tip_off"].scenarios)]],
        "report": [
            ["report", "2022", "--format", fmt, "-o", f"{out}/r.{fmt}"]
            for fmt in ("docx", "pdf", "html", "json")
        ],
        "restore": [["restore", f"{out}/all.fadu"]],  # refused: this home is not empty
        "serve": [["serve", "--help"]],  # runs until it is stopped
        "upgrade": [["upgrade"], ["upgrade", "--check"]],
        "work": [["work", "--once", "--json"]],
    }


def test_every_command_is_tried_here(sown: list[Any], tmp_path: Path) -> None:
    assert set(commands(sown[0], tmp_path)) == set(names())


@pytest.mark.both_databases
def test_no_command_writes_a_canary_to_its_output_or_its_files(
    sown: list[Any], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FADU_PASSPHRASE", "Yi-ge-hao-kou-ling-9")
    tried = commands(sown[0], tmp_path)
    given = set(tmp_path.iterdir())
    leaks = []
    for words in (words for several in tried.values() for words in several):
        try:
            entry.main(words)
        except SystemExit:
            assert words[-1] == "--help"
        output = capfd.readouterr()
        if canary.holds((output.out + output.err).encode()):
            leaks.append(" ".join(words))
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path not in given]
    # the sheet of errors is the rows of the file that came, to be mended and sent back: for whoever brought that file alone
    back = tmp_path / "errors.xlsx"
    assert back.stat().st_mode & 0o777 == 0o600
    leaks += [path.name for path in written if path != back and canary.holds(path.read_bytes())]

    assert leaks == []
    assert {
        "all.fadu",
        "c.html",
        "c.xlsx",
        "errors.xlsx",
        "proof.json",
        "r.docx",
        "r.pdf",
        "r.html",
        "r.json",
    } <= {p.name for p in written}


def test_no_record_of_the_log_holds_a_canary(
    desk_of: Callable[..., Client], sown: list[Any], log: Log
) -> None:
    logging.getLogger().addHandler(log)  # a command sets up logging anew
    client = desk_of("juzhang", raise_request_exception=False)
    for address in ("/case/999999/", "/figures/2022/none/", f"/case/{sown[0].pk}/file/999999/"):
        client.get(address)

    assert log.lines != []
    assert [line for line in log.lines if canary.CANARY.search(line)] == []
