# SPDX-License-Identifier: MulanPSL-2.0
"""The documentation points at what is there and names no machine."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from fadu.assembly import entry
from fadu.assembly.entry import names

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_can_be_found_from_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    apart = {ROOT / "docs" / "README.md", *(ROOT / "docs" / "decisions").glob("*.md")}
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page not in apart]

    assert [
        str(page.name) for page in pages if f"({page.relative_to(ROOT / 'docs').as_posix()})" not in index
    ] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda p: p.name)
def test_a_decision_is_headed_by_its_number_and_its_title(path: Path) -> None:
    heading, blank, text, *_ = path.read_text(encoding="utf-8").split("\n")

    assert re.fullmatch(rf"# {path.name[:4]}\. [A-Z].*[^.]", heading)
    assert (blank, bool(text)) == ("", True)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda p: p.name)
def test_a_decision_says_the_situation_first_and_the_choice_and_its_price(path: Path) -> None:
    leads = re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\*", path.read_text(encoding="utf-8"), re.M)

    assert leads[0] == "Situation"
    assert leads.count("Choice") == leads.count("Price") == 1


def test_every_command_stands_in_its_reference() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")

    assert [name for name in names() if f"## `fadu {name}`" not in page] == []


def test_every_argument_of_every_command_says_what_it_is() -> None:
    modules = {name: import_module(module) for name, module in entry.names().items()}
    parser, parsers = entry._parser({name: module.HELP for name, module in modules.items()})
    for name, module in modules.items():
        module.add_arguments(parsers[name])

    assert [f"{command} {argument}" for command, argument in helpless(parser, "fadu")] == []


def helpless(parser: argparse.ArgumentParser, command: str) -> Iterator[tuple[str, str]]:
    """The arguments of a command and its sub-commands that have no help."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from helpless(below, f"{command} {name}")
        elif not action.help:
            yield command, action.dest
