# SPDX-License-Identifier: MulanPSL-2.0
"""Loading a procedure: strict, with the place and the remedy of every fault; one broken file for each message."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fadu.law.catalogue import Catalogue
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.loader import DefinitionError, fingerprint, load, load_folder
from fadu.procedure.model import Procedure
from fadu.procedure.names import Names
from fadu.procedure.plain_law import PlainLaw

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
SMALL = (HERE / "samples" / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def small_names() -> Names:
    amounts = {"permit/decision": (20, "calendar_day"), "permit/extension": (5, "calendar_day")}
    return Names(
        facts=frozenset({"is_large"}),
        guards=BUILT_IN_GUARDS,
        templates=frozenset({"permit_letter"}),
        matters={"hearing": frozenset({"host"})},
        law=PlainLaw(  # type: ignore[arg-type]
            amounts,
            articles=frozenset({"测试法 29"}),
            catalogues={"permit/item": Catalogue(key="permit/item", title="事项", facets={"size": "规模"})},
        ),
    )


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_at_its_line_with_its_message(path: Path, small_names: Names) -> None:
    expected = re.match(r"# 第(\d+)行：(.+)", path.read_text(encoding="utf-8"))
    assert expected

    with pytest.raises(DefinitionError) as caught:
        load(path, small_names)

    assert caught.value.line == int(expected[1])
    assert caught.value.column > 0
    assert expected[2] in caught.value.message
    assert str(path) in caught.value.message


def test_there_is_a_broken_file_for_most_messages_the_loader_can_say() -> None:
    assert len(BROKEN) >= 60


def test_the_small_procedure_the_broken_files_are_made_of_loads(small_names: Names) -> None:
    procedure = load(HERE / "samples" / "small.yaml", small_names)

    assert procedure.key == "small"
    assert procedure.edition == date(2022, 1, 1)
    assert procedure.actions["grant"].opens[0].roles == {"host": "head"}


def test_a_part_knows_where_it_stands_in_the_file(permit: Procedure) -> None:
    lines = (HERE / "samples" / "permit.yaml").read_text(encoding="utf-8").splitlines()

    line, column = permit.actions["examine"].source

    assert lines[line - 1] == "  examine:"
    assert column == 3


def test_the_argument_written_beside_a_guard_gets_the_name_of_its_parameter(permit: Procedure) -> None:
    use = permit.actions["notify"].guards[2]

    assert use.args == {"matter": "hearing", "outcome": ("held",)}
    assert use.when == "large"


def test_comments_and_lay_out_do_not_change_the_fingerprint(tmp_path: Path, small_names: Names) -> None:
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "# 说明\n\n" + SMALL.replace("title: 准予, from", "title:   准予,   from"), encoding="utf-8"
    )

    assert (
        load(tmp_path / "a.yaml", small_names).fingerprint
        == load(tmp_path / "b.yaml", small_names).fingerprint
    )


def test_a_changed_word_changes_the_fingerprint(
    tmp_path: Path, small_names: Names, permit: Procedure
) -> None:
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SMALL.replace("title: 恢复", "title: 恢复办理"), encoding="utf-8")

    assert (
        load(tmp_path / "a.yaml", small_names).fingerprint
        != load(tmp_path / "b.yaml", small_names).fingerprint
    )
    assert permit.fingerprint == fingerprint(permit)


def test_yes_no_and_on_stay_words(tmp_path: Path, small_names: Names) -> None:
    text = SMALL.replace("choices: {small: 小, large: 大}", "choices: {yes: 是, no: 否, large: 大}")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")

    choices = load(tmp_path / "a.yaml", small_names).fields["size"].choices

    assert [choice.key for choice in choices] == ["yes", "no", "large"]


def write_editions(folder: Path, second: str) -> None:
    (folder / "2022-01-01.yaml").write_text(SMALL, encoding="utf-8")
    later = SMALL.replace("edition: 2022-01-01", f"edition: 2023-01-01\n{second}")
    (folder / "2023-01-01.yaml").write_text(later, encoding="utf-8")


def test_a_later_edition_must_say_what_running_cases_do(tmp_path: Path, small_names: Names) -> None:
    write_editions(tmp_path, "")

    with pytest.raises(DefinitionError, match="后一版本须写明在办案件如何处理"):
        load_folder(tmp_path, small_names)


def test_a_moving_edition_must_say_where_every_stage_goes(tmp_path: Path, small_names: Names) -> None:
    write_editions(tmp_path, "running: {move: {}, because: 测试法 29}")

    with pytest.raises(DefinitionError, match="前一版本的阶段没有去处：受理"):
        load_folder(tmp_path, small_names)


def test_editions_load_in_their_order(tmp_path: Path, small_names: Names) -> None:
    write_editions(tmp_path, "running: {continue: true, because: 测试法 29}")

    assert list(load_folder(tmp_path, small_names)) == [date(2022, 1, 1), date(2023, 1, 1)]


def test_a_file_named_after_another_day_than_its_edition_is_refused(
    tmp_path: Path, small_names: Names
) -> None:
    (tmp_path / "2021-01-01.yaml").write_text(SMALL, encoding="utf-8")

    with pytest.raises(DefinitionError, match=r"文件名应为版本日期“2022-01-01.yaml”"):
        load_folder(tmp_path, small_names)


def test_a_link_and_a_list_that_the_procedure_does_not_name_in_words_are_refused(tmp_path: Path) -> None:
    text = (HERE / "samples" / "permit.yaml").read_text(encoding="utf-8")
    path = tmp_path / "2022-01-01.yaml"

    path.write_text(text.replace("lists:\n  evidence: 材料\n", ""), encoding="utf-8")
    with pytest.raises(DefinitionError, match="没有名为“evidence”的明细"):
        load(path)

    path.write_text(text.replace("adds: {evidence: [name, taken_on]}", "links: lead"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="没有名为“lead”的关联"):
        load(path)

    path.write_text(text.replace("  evidence: 材料\n", "  evidence: [材料]\n"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="明细“evidence”应为名称"):
        load(path)
