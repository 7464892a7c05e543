# SPDX-License-Identifier: MulanPSL-2.0
"""Whatever the documentation names in the code is there: a page that follows an act cannot fall behind it."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import fadu

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(path.name for path in Path(fadu.__file__).parent.iterdir() if (path / "__init__.py").exists())
#: a name in backticks that begins with a room
NAMED = re.compile(rf"`(?:fadu\.)?((?:{'|'.join(ROOMS)})(?:\.\w+)+)`")
ARCHITECTURE = ROOT / "docs" / "explanation" / "architecture.md"
PAGES = (ARCHITECTURE, ROOT / "docs" / "glossary.md")


def is_there(name: str) -> bool:
    """Whether a dotted name below ``fadu`` is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        module = ".".join(["fadu", *parts[:length]])
        if not _is_module(module):
            continue
        value = import_module(module)
        for attribute in parts[length:]:
            if not hasattr(value, attribute) and attribute not in getattr(value, "__annotations__", {}):
                return False
            value = getattr(value, attribute, None)
        return True
    return False


def _is_module(name: str) -> bool:
    above, _, _ = name.rpartition(".")
    return _is_package(above) and find_spec(name) is not None


def _is_package(name: str) -> bool:
    above, _, _ = name.rpartition(".")
    if above and not _is_package(above):
        return False
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_name_of_the_code_on_a_page_is_there(page: Path) -> None:
    named = NAMED.findall(page.read_text(encoding="utf-8"))

    assert [name for name in dict.fromkeys(named) if not is_there(name)] == []


def test_the_walk_of_a_complaint_names_every_room_but_five() -> None:
    named = {name.split(".")[0] for name in NAMED.findall(ARCHITECTURE.read_text(encoding="utf-8"))}

    assert set(ROOMS) - named == {"cli", "demo", "oversight", "scene", "storage"}


@pytest.mark.parametrize(
    "name", ["cases.acts.services.performed", "cases.services.perform", "law.nothing", "kernel.clock.now.x"]
)
def test_a_name_that_is_not_there_is_found_out(name: str) -> None:
    assert not is_there(name)


@pytest.mark.parametrize("name", ["cases.acts.services.perform", "law", "kernel.clock"])
def test_a_function_and_a_module_are_there(name: str) -> None:
    assert is_there(name)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_room_stands_in_the_table_of_the_readme(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    assert [room for room in ROOMS if f"`{room}" not in text] == []
