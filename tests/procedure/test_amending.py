# SPDX-License-Identifier: MulanPSL-2.0
"""An edition written as an amendment: resolved to a full one, strictly; one broken file for each message."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from fadu.kernel.yaml_reader import read
from fadu.procedure.difference import difference
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import library
from fadu.procedure.loader import DefinitionError, load, load_folder
from fadu.procedure.model import Procedure
from fadu.procedure.names import Names
from fadu.procedure.outlines import folders_of_kinds, outline_of
from fadu.procedure.written import written_out

HERE = Path(__file__).parent
BASE = HERE / "broken_amendments" / "2022-01-01.yaml"
BROKEN = sorted(path for path in BASE.parent.glob("*.yaml") if path != BASE)
SHIPPED = [
    path for folder in folders_of_kinds().values() for path in sorted((folder / "procedure").glob("*.yaml"))
]
AMENDING = [path for path in SHIPPED if "amends" in read(path)]
#: what each amending edition resolved to when it was last looked at, part by part; see `test_an_amendment_says_what_it_said`
RESOLVED = HERE / "resolved_editions.json"

AMENDMENT = """
procedure: small
amends: 2022-01-01
edition: 2023-01-01
title: 小程序（修正）
running: {continue: true, because: 测试法 29}
removes:
  actions: [served_late]
changes:
  stages:
    received: 受理审查
  actions:
    grant: {removes: [issues], by: clerk, help: 当场准予}
adds:
  stages:
    refused: {after: received, title: 不予, final: true}
  actions:
    refuse: {after: receive, title: 不予, from: received, to: refused, by: head, sets: [reason], cites: 测试法 29}
"""


@pytest.fixture
def amended(tmp_path: Path) -> Path:
    """A folder with the small procedure and an amendment of it; the path of the amendment."""
    (tmp_path / "2022-01-01.yaml").write_text(BASE.read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "2023-01-01.yaml"
    path.write_text(AMENDMENT, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_amendment_is_refused_at_its_line_with_its_message(path: Path) -> None:
    expected = re.match(r"# 第(\d+)行：(.+)", path.read_text(encoding="utf-8"))
    assert expected

    with pytest.raises(DefinitionError) as caught:
        load(path, Names(guards=BUILT_IN_GUARDS))

    assert caught.value.line == int(expected[1])
    assert caught.value.column > 0
    assert expected[2] in caught.value.message
    assert str(path) in caught.value.message


def test_what_changes_is_changed_and_everything_else_stays(amended: Path) -> None:
    base, amendment = load(BASE), load(amended)

    assert (amendment.title, amendment.stages["received"].title) == ("小程序（修正）", "受理审查")
    assert (amendment.actions["grant"].by, amendment.actions["grant"].help) == ("clerk", "当场准予")
    assert amendment.actions["grant"].issues == ()
    assert amendment.actions["grant"].opens == base.actions["grant"].opens
    assert (amendment.fields, amendment.clocks, amendment.roles) == (base.fields, base.clocks, base.roles)
    assert amendment.assurances == base.assurances


def test_what_is_removed_is_gone_and_what_is_added_stands_where_it_says(amended: Path) -> None:
    amendment = load(amended)

    assert list(amendment.actions) == ["receive", "refuse", "stop", "go_on", "grant"]
    assert list(amendment.stages) == ["received", "refused", "granted"]


def test_running_cases_are_never_taken_over_from_the_earlier_edition(amended: Path) -> None:
    text = AMENDMENT.replace("running: {continue: true, because: 测试法 29}\n", "")
    amended.write_text(text, encoding="utf-8")

    with pytest.raises(DefinitionError, match="后一版本须写明在办案件如何处理"):
        load_folder(amended.parent)


def test_an_amendment_of_an_amendment_resolves_to_the_whole(amended: Path) -> None:
    third = amended.with_name("2024-01-01.yaml")
    third.write_text(
        "procedure: small\namends: 2023-01-01\nedition: 2024-01-01\nrunning: {continue: true, because: 测试法 29}\n"
        "changes: {actions: {refuse: {by: clerk}}}\n",
        encoding="utf-8",
    )

    editions = load_folder(amended.parent)

    assert [procedure.title for procedure in editions.values()] == [
        "小程序",
        "小程序（修正）",
        "小程序（修正）",
    ]
    assert list(editions.values())[-1].actions["refuse"].by == "clerk"
    assert "served_late" not in list(editions.values())[-1].actions


def test_a_fault_in_what_was_taken_over_is_told_in_the_file_it_stands_in(amended: Path) -> None:
    without = AMENDMENT.replace("removes:\n  actions: [served_late]\n", "")
    amended.write_text(without, encoding="utf-8")

    with pytest.raises(DefinitionError, match="没有名为“permit_letter”的文书") as caught:
        load(amended, Names(guards=BUILT_IN_GUARDS))

    line = BASE.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
    assert caught.value.path == str(amended.with_name("2022-01-01.yaml"))
    assert line.strip().startswith("served_late:")


def test_the_difference_between_two_editions_is_that_of_the_resolved_ones(amended: Path) -> None:
    sentences = difference(load(BASE), load(amended))

    assert any("不予" in sentence for sentence in sentences)
    assert any("送达" in sentence for sentence in sentences)
    assert not any("规模" in sentence for sentence in sentences)


def test_other_kinds_see_the_title_and_roles_of_the_resolved_edition(amended: Path) -> None:
    folder = amended.parent / "procedure"
    folder.mkdir()
    for path in amended.parent.glob("*.yaml"):
        path.rename(folder / path.name)

    outline = outline_of(amended.parent)

    assert outline.title == "小程序（修正）"
    assert set(outline.roles) == {"clerk", "head"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_an_edition_written_out_in_full_is_the_same_procedure(path: Path, tmp_path: Path) -> None:
    (tmp_path / path.name).write_text(written_out(path), encoding="utf-8")

    whole, resolved = load(tmp_path / path.name), load(path)

    assert whole.fingerprint == resolved.fingerprint
    assert [list(part) for part in _sections(whole)] == [list(part) for part in _sections(resolved)]


def _sections(procedure: Procedure) -> list[object]:
    return [procedure.roles, procedure.fields, procedure.stages, procedure.clocks, procedure.actions]


def test_five_shipped_editions_are_amendments() -> None:
    assert {f"{path.parts[-3]}/{path.stem}" for path in AMENDING} == set(_last_looked_at())


@pytest.mark.parametrize("name", [f"{path.parts[-3]}/{path.stem}" for path in AMENDING])
def test_an_amendment_says_what_it_said_when_it_was_last_looked_at(name: str) -> None:
    """The first digests kept here are those of the editions written in full, before they became amendments.

    Who changes an unreleased amendment, or the edition it amends, looks at `fadu procedure show` and writes down the new fingerprint.
    """
    kind, _, edition = name.partition("/")
    editions = {procedure.edition.isoformat(): procedure for procedure in library().editions(kind)}

    assert editions[edition].fingerprint == _last_looked_at()[name]


def _last_looked_at() -> dict[str, str]:
    return dict(json.loads(RESOLVED.read_text(encoding="utf-8")))
