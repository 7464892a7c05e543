# SPDX-License-Identifier: MulanPSL-2.0
"""A basis that names several articles is asked which of them, which paragraph and which item; what is said stands on the papers."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from fadu.cases.papers.named_bases import spelled
from fadu.law import library as law_library
from fadu.procedure import clauses
from fadu.procedure.library import library
from fadu.procedure.testing import moment

LAW, ON = law_library(), date(2023, 1, 12)
PROCEDURE = library().procedure("penalty", ON)
FIELD = next(f for f in PROCEDURE.fields.values() if any(c.key == clauses.CLAUSE for c in f.columns))
ACTION = next(a for a in PROCEDURE.actions.values() if FIELD.key in (*a.sets, *a.may_set))
BASIS = next(c.key for c in FIELD.columns if c.suggests == clauses.BOOK)


def asked(**row: Any) -> list[str]:
    world: Any = SimpleNamespace(
        procedure=PROCEDURE, law=LAW, proposed={FIELD.key: [row]}, at=moment("2023-01-12")
    )
    return list(clauses.doubts(world, ACTION))


def test_which_of_several_articles_was_violated_is_asked_until_it_is_said() -> None:
    (said,) = asked(**{BASIS: "advertising/57-1"})

    assert "《广告法》第九条、第十条" in said
    assert "没有写明违反的是哪一条、哪一款、哪一项" in said
    assert asked(**{BASIS: "advertising/57-1", "clause": "第九条第三项"}) == []


@pytest.mark.parametrize("basis", ["advertising/57-2", "no such basis"])
def test_a_basis_of_one_article_and_one_the_catalogue_does_not_know_are_not_asked_about(basis: str) -> None:
    assert asked(**{BASIS: basis}) == []


def test_the_article_that_was_violated_stands_on_the_papers_alone_with_its_item() -> None:
    columns = {column.key: column for column in FIELD.columns}

    printed = spelled(LAW, columns, {BASIS: "advertising/57-1", "clause": "第九条第三项"}, ON)

    assert printed["violated"] == "《中华人民共和国广告法》第九条第三项"
