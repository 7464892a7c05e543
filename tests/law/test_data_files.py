# SPDX-License-Identifier: MulanPSL-2.0
"""Data files of law and holiday notices read strictly; one broken file for each message, and a message for each fault."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from fadu.kernel.problems import DefinitionError
from fadu.law import library
from fadu.law.errors import LawDataError, NoticeError
from fadu.law.loading import load
from fadu.law.notices import read_notice
from refusals import SOURCE, expected, places, refusals

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
BROKEN_NOTICES = sorted((HERE / "broken_notices").glob("*.yaml"))
#: the modules whose every refusal has a broken file
STRICT = ["law/notices.py", *(f"law/reading/{name}.py" for name in ("dated", "files", "place", "proofs"))]
STRICT += [f"law/reading/{name}.py" for name in ("bases", "registers", "rules")] + ["law/loading.py"]


def folder_of(tmp_path: Path, path: Path) -> Path:
    """A folder that holds the file and what broken files lean on."""
    for each in (HERE / "registers.yaml", path):
        shutil.copy(each, tmp_path / each.name)
    return tmp_path


def refusal(path: Path, tmp_path: Path) -> DefinitionError:
    with pytest.raises(LawDataError) as refused:
        load([folder_of(tmp_path, path)])
    return refused.value


def refusal_of_notice(path: Path) -> DefinitionError:
    with pytest.raises(NoticeError) as refused:
        read_notice(path.read_text(encoding="utf-8"), path.name, year=2027)
    return refused.value


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_of_law_is_refused_at_its_line_with_its_message(path: Path, tmp_path: Path) -> None:
    line, said = expected(path)

    refused = refusal(path, tmp_path)

    assert said in refused.message
    assert (refused.line, Path(refused.path).name) == (line, path.name)
    assert refused.column > 0


@pytest.mark.parametrize("path", BROKEN_NOTICES, ids=lambda path: path.stem)
def test_a_broken_notice_is_refused_at_its_line_with_its_message(path: Path) -> None:
    line, said = expected(path)

    refused = refusal_of_notice(path)

    assert said in refused.message
    assert (refused.line, refused.path) == (line, path.name)


def test_every_refusal_of_the_strict_readers_has_a_broken_file(tmp_path: Path) -> None:
    raised = set()
    for number, path in enumerate(BROKEN):
        raised |= set(places(refusal(path, mkdir(tmp_path / str(number)))))
    for path in BROKEN_NOTICES:
        raised |= set(places(refusal_of_notice(path)))

    assert {(module, line) for module in STRICT for line in refusals(module)} - raised == set()


def mkdir(path: Path) -> Path:
    path.mkdir()
    return path


def test_a_good_file_gives_its_values_by_date(tmp_path: Path) -> None:
    law = load([folder_of(tmp_path, HERE / "good.yaml")])

    assert law.limit("sample/term", date(2021, 6, 1)).amount == 3
    assert law.limit("sample/term", date(2022, 6, 1)).amount == 5
    assert law.limit("sample/term", date(2021, 6, 1)).rows == ("XX-001",)


def test_an_extension_is_structure_with_the_articles_of_its_limit_where_it_names_none(tmp_path: Path) -> None:
    law = load([folder_of(tmp_path, HERE / "good.yaml")])

    by_length, to_a_day = law.limit("sample/term", date(2022, 6, 1)).extensions

    assert (by_length.by.key, by_length.limit, by_length.times) == ("head", "sample/more", 1)
    assert (to_a_day.until_fixed, to_a_day.times) == (True, None)
    assert (by_length.cites, to_a_day.cites) == (("测试法 3",), ("测试法 7",))


def test_an_item_of_a_closed_list_may_be_gone_for_a_while(tmp_path: Path) -> None:
    law = load([folder_of(tmp_path, HERE / "good.yaml")])

    days = (date(2020, 6, 1), date(2021, 6, 1), date(2022, 6, 1))
    assert [[option.key for option in law.options("sample/grounds", day)] for day in days] == [
        ["other"],
        [],
        ["other"],
    ]


def test_no_shipped_file_of_law_is_left_unread() -> None:
    rooms = [SOURCE / "law" / "data", *sorted((SOURCE / "matters").glob("*/law"))]
    read = {path for room in [rooms[0] / "limits", *rooms] for path in room.glob("*.yaml")}

    others = {path for room in rooms for path in room.rglob("*.yaml")} - read
    assert {path.parent.name for path in others} == {"calendar", "coverage"}


def test_what_a_bureau_may_set_for_one_kind_is_declared_in_that_kinds_folder() -> None:
    """The limits of the house name no kind whose numbers a bureau sets; the two that do belong to kinds not built yet."""
    shared = load([SOURCE / "law" / "data", SOURCE / "law" / "data" / "limits"])
    kinds = {path.parent.name for path in (SOURCE / "matters").glob("*/procedure")}

    assert {key.partition("/")[0] for key in shared.local_keys()} & kinds == set()
    assert "licence/promised_days" in library().local_keys()
