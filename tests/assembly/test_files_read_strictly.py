# SPDX-License-Identifier: MulanPSL-2.0
"""Posts, bodies, sight and the outline of the report are read as strictly as the law: one broken file for each message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fadu.cases.reading import reach
from fadu.kernel.problems import DefinitionError
from fadu.people import data_files
from fadu.people.rules import posts
from fadu.reporting import outline_file, register_names
from refusals import expected, places, refusals

READERS: dict[str, Callable[[Path], Any]] = {
    "posts": data_files.posts,
    "bodies": data_files.bodies,
    "sight": lambda path: reach.read(path, posts()),
    "outline": outline_file.read,
    "registers": register_names.read,
}
STRICT = (
    "people/data_files.py",
    "cases/reading/reach.py",
    "reporting/outline_file.py",
    "reporting/register_names.py",
)
HERE = Path(__file__).parent / "broken_files"
BROKEN = sorted(HERE.glob("*/*.yaml"))


def refusal(path: Path) -> DefinitionError:
    with pytest.raises(DefinitionError) as refused:
        READERS[path.parent.name](path)
    return refused.value


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_broken_file_is_refused_at_its_line_and_column_with_its_message(path: Path) -> None:
    line, said = expected(path)

    refused = refusal(path)

    assert said in refused.message
    assert (refused.line, refused.path) == (line, str(path))
    assert refused.column > 0


def test_every_refusal_of_these_readers_has_a_broken_file() -> None:
    raised = {place for path in BROKEN for place in places(refusal(path))}

    assert {(module, line) for module in STRICT for line in refusals(module)} - raised == set()


def test_what_comes_with_the_release_is_read() -> None:
    assert {"bureau_head", "administrator"} <= posts().keys()
    assert "bureau_head" in reach.posts_by_reach().bureau
    assert outline_file.outline().posts.keys() <= posts().keys()
