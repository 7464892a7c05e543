# SPDX-License-Identifier: MulanPSL-2.0
"""The tutorial is walked through as it stands: each command is run, in order, and prints what the page says."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from yamlcore import CCoreLoader

from fadu.demo.bureau import ACCOUNTS, PLAN

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
AT_THE_DESK = ROOT / "docs" / "tutorial" / "at-the-desk.zh.md"
ROOMS = ROOT / "src" / "fadu"
#: what a form puts before and after the title of a field or an act
PUT_ROUND = ("签署：", "（元）")
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def commands(page: str) -> Iterator[tuple[str, str]]:
    """Each command of a page with what it must print."""
    for block in BLOCK.findall(page):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = step.partition("\n")
            yield command, expected


@pytest.fixture
def walk(tmp_path: Path) -> dict[str, str]:
    """A folder with a home of its own, the example scripts and the verifier, and `fadu` on the path."""
    for file in [*(ROOT / "docs" / "examples").glob("*.py"), *(ROOT / "verifiers").glob("*.py")]:
        shutil.copy(file, tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    unset = {"DATABASE_URL", "FADU_WITNESS", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {
        **kept,
        "PATH": path,
        "FADU_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT / "src"),
    }


def printed(command: str, folder: Path, env: dict[str, str]) -> str:
    """What a command of the page prints, errors included."""
    ended = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda p: p.stem)
def test_a_tutorial_prints_what_it_says(page: Path, tmp_path: Path, walk: dict[str, str]) -> None:
    checker = doctest.OutputChecker()
    runs = [
        (command, expected, printed(command, tmp_path, walk))
        for command, expected in commands(page.read_text("utf-8"))
    ]
    wrong = [
        f"$ {command}\n应为：\n{expected}\n实为：\n{actual}"
        for command, expected, actual in runs
        if not checker.check_output(expected.replace("…", "..."), actual, FLAGS)
    ]

    assert wrong == []


def test_the_tutorials_have_commands_to_run() -> None:
    assert any(list(commands(page.read_text("utf-8"))) for page in TUTORIALS)


# -- the tutorial of the desk names what the desk prints --------------------------------------------


def templates() -> Iterator[str]:
    """The pieces of text that templates print, without what is filled in."""
    for page in (ROOMS / "desk" / "templates").rglob("*.html"):
        text = re.sub(r"{#.*?#}|<!--.*?-->", "", page.read_text("utf-8"), flags=re.DOTALL)
        yield from re.findall(r'(?:placeholder|aria-label|title)="([^"{]+)"', text)
        yield from re.split(r"<[^>]*>|{%.*?%}|{{.*?}}", text)


def constants() -> Iterator[str]:
    """The words that stand in the modules of the desk, in what it asks for words, and in the figures."""
    for module in [
        *(ROOMS / "desk").rglob("*.py"),
        *(ROOMS / "cases" / "reading").rglob("*.py"),
        *ROOMS.glob("matters/*/indicators.py"),
        ROOMS / "procedure" / "entry.py",
        ROOMS / "records" / "delivery.py",
    ]:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def titles(node: object) -> Iterator[str]:
    """What procedures, forms and catalogues call their acts, fields, papers and choices."""
    if isinstance(node, dict):
        yield from (
            value for key, value in node.items() if key in {"title", "called"} and isinstance(value, str)
        )
        yield from (value for value in dict(node.get("choices") or {}).values() if isinstance(value, str))
        yield from (each for value in node.values() for each in titles(value))
    elif isinstance(node, list):
        yield from (each for value in node for each in titles(value))


def declared() -> Iterator[str]:
    """The titles in the data of the kinds, of the law and of the engine."""
    for file in [
        *ROOMS.glob("matters/*/**/*.yaml"),
        *ROOMS.glob("law/**/*.yaml"),
        *ROOMS.glob("*/data/**/*.yaml"),
    ]:
        if "scenarios" not in file.parts:
            yield from titles(yaml.load(file.read_text("utf-8"), Loader=CCoreLoader))


def forms() -> Iterator[str]:
    """The titles of the papers."""
    for form in ROOMS.glob("matters/*/documents/*.form"):
        yield from re.findall(r"^title: (.*)$", form.read_text("utf-8"), re.MULTILINE)


def as_named(words: str) -> str:
    """A name without what a form puts round it."""
    for piece in PUT_ROUND:
        words = words.replace(piece, "")
    return words.strip().strip("：，。（、；")


def test_every_button_field_and_page_that_the_tutorial_of_the_desk_names_is_printed_by_the_desk() -> None:
    page = AT_THE_DESK.read_text("utf-8")
    named = {as_named(words) for words in re.findall(r"[“《]([^”》]+)[”》]", page)}
    printed = {as_named(words) for words in (*templates(), *constants(), *declared(), *forms(), *PLAN)}

    assert len(named) > 60
    assert sorted(named - printed) == []


def test_the_accounts_that_the_tutorial_of_the_desk_names_are_those_the_demo_prints() -> None:
    named = set(re.findall(r"`([a-z]+[0-9]?)`", AT_THE_DESK.read_text("utf-8")))

    assert named - set(ACCOUNTS) == set()
    assert len(named) > 7
