# SPDX-License-Identifier: MulanPSL-2.0
"""What `--json` prints has the shape the reference promises, for every command that has the option."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.cli.conftest import Fadu
from tests.json_shapes import SHAPES, misfits
from tests.law.law_tables import RULES, rule, written

from fadu.assembly.entry import names

NOTICE = "year: 2027\ntitle: 通知\nnumber: 测试\noff: {春节: ['02-05..02-12']}\nworked: {春节: ['02-13']}\n"
#: heading of the page -> words that print that shape in a home that has lived a little
IN_A_HOME: dict[str, tuple[list[str], ...]] = {
    "fadu calendar list": (["calendar", "list"],),
    "fadu check": (["check"],),
    "fadu figures YEAR": (["figures", "2022"], ["figures", "2022", "--code", "CMP-01"]),
    "fadu law show ARTICLE": (["law", "show", "行政处罚法 44"], ["law", "show", "程序规定 57"]),
    "fadu law options KEY": (["law", "options", "complaint/refusal_grounds"],),
    "fadu law base KEY": (["law", "base", "food_safety/124-1-5"], ["law", "base", "广告"]),
    "fadu law questions": (["law", "questions"],),
    "fadu ledger root": (["ledger", "root"],),
    "fadu ledger head": (["ledger", "head"],),
    "fadu ledger verify": (["ledger", "verify"],),
    "fadu limit KEY --from DAY": (
        ["limit", "penalty/defence", "--from", "2022-01-28"],
        ["limit", "penalty/handling", "--from", "2022-01-28", "--pause", "2022-02-01..2022-02-05"],
        ["limit", "hearing/notice", "--from", "2022-02-14"],
        ["limit", "licence/decision", "--from", "2024-03-04", "--item", "食品经营许可"],
        ["limit", "licence/decision", "--from", "2024-03-04", "--item", "计量授权"],
    ),
    "fadu limit --list": (["limit", "--list"],),
    "fadu procedure list": (["procedure", "list"],),
    "fadu procedure check": (["procedure", "check", "licence"],),
    "fadu procedure diff KIND EDITION EDITION": (
        ["procedure", "diff", "licence", "2004-07-01", "2019-10-01"],
    ),
    "fadu report YEAR": (["report", "2022"],),
    "fadu work --once": (["work", "--once"],),
    "fadu work --status": (["work", "--status"],),
}


def commands_with_json() -> Iterator[str]:
    """Every (sub-)command that takes ``--json``."""
    for name, module in names().items():
        parser = argparse.ArgumentParser()
        import_module(module).add_arguments(parser)
        yield from _below(parser, f"fadu {name}")


def _below(parser: argparse.ArgumentParser, title: str) -> Iterator[str]:
    if any("--json" in action.option_strings for action in parser._actions):
        yield title
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield from _below(child, f"{title} {name}")


@pytest.mark.parametrize("command", list(commands_with_json()))
def test_every_command_that_prints_json_says_its_shape(command: str) -> None:
    assert any(heading == command or heading.startswith(f"{command} ") for heading in SHAPES)


@pytest.mark.parametrize(("heading", "words"), [(h, w) for h, each in IN_A_HOME.items() for w in each])
def test_what_a_command_prints_has_the_shape_of_the_page(
    heading: str, words: list[str], fadu: Fadu, home: Path
) -> None:
    ended = fadu(home, *words, "--json")

    assert list(misfits(SHAPES[heading], json.loads(ended.out))) == [], ended.err


def test_a_notice_adopted_and_a_bureau_set_up_print_the_shapes_of_the_page(
    fadu: Fadu, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "2027.yaml").write_text(NOTICE, encoding="utf-8")
    init = [
        "--name",
        "甲区市场监督管理局",
        "--abbreviation",
        "甲",
        "--region",
        "990102",
        "--admin",
        "gly",
        "--admin-name",
        "管理",
    ]
    printed = {
        "fadu calendar adopt FILE": fadu(home, "calendar", "adopt", str(tmp_path / "2027.yaml"), "--json"),
        "fadu init": fadu(tmp_path / "new", "init", *init, "--json"),
    }

    for heading, ended in printed.items():
        assert list(misfits(SHAPES[heading], json.loads(ended.out))) == [], ended.err


def test_the_shape_of_coverage_is_that_of_the_page(fadu: Fadu, home: Path, tmp_path: Path) -> None:
    tables = tmp_path / "law"
    written(tables / "one.tsv", RULES, rule("PP-057B"), rule("ZZ-001", procedure="petition"), rule("ZZ-002"))

    ended = fadu(home, "law", "coverage", "--tables", str(tables), "--json")

    assert list(misfits(SHAPES["fadu law coverage"], json.loads(ended.out))) == [], ended.err


def test_stories_tried_print_the_shape_of_the_page(fadu: Fadu, tmp_path: Path) -> None:
    opened = "kind: complaint\nopened: {on: 2026-05-11, payload: {received_on: 2026-05-11}, then: {%s}}\n"
    for number, then in enumerate(
        ("", "stage: mediated", "outcome: mediated", "clocks: {acceptance: 2020-01-01}", "documents: a", "warnings: a",
         "fields: {received_on: a}", "may: {handler: [note, refuse]}", "may_not: {handler: note}")
    ):  # fmt: skip
        text = f"name: 一\n{opened % then}acts: [{{on: 2026-05-12, do: accept}}, {{on: 2026-05-13, do: accept}}]\n"
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")

    ended = fadu(tmp_path / "none", "procedure", "try", str(tmp_path), "--json")

    assert ended.code == 1, ended.err
    words = {"refused", "stage", "outcome", "clocks", "documents", "warnings", "fields", "may", "may_not"}
    assert {word for each in json.loads(ended.out) for word in each["expected"]} == words
    assert list(misfits(SHAPES["fadu procedure try FILE"], json.loads(ended.out))) == [], ended.out


def test_every_shape_of_the_page_is_compared_with_what_is_printed() -> None:
    apart = {"fadu calendar adopt FILE", "fadu init", "fadu law coverage", "fadu procedure try FILE"}
    #: compared where these run anyway: tests/demo/test_demo.py, tests/intake/test_killed.py
    elsewhere = {"fadu demo", "fadu import KIND FILE"}

    assert set(SHAPES) == set(IN_A_HOME) | apart | elsewhere
