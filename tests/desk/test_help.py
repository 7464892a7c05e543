# SPDX-License-Identifier: MulanPSL-2.0
"""Beside each page stands what it is; words and keys have pages of their own that need no script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from fadu.desk import help as helping
from fadu.desk.urls import urlpatterns
from fadu.law.loading import library

Desk = Callable[..., Client]


#: what answers a press, hands out a file or a part of a page, needs no sign-in, or is help itself
NO_PAGES = {
    "appointment_end",
    "background_retry",
    "chart_style",
    "document",
    "document_whole",
    "drop_draft",
    "export",
    "export_figure",
    "export_figures",
    "export_party",
    "feed",
    "feed_change",
    "file",
    "filters",
    "form_open",
    "import_template",
    "keep_draft",
    "keys",
    "news_seen",
    "own_end",
    "papers",
    "papers_opening",
    "picture",
    "settle",
    "sign_in",
    "sign_out",
    "staff_template",
    "stand_in_end",
    "terms",
    "urge",
    "warn",
    "warn_opening",
    "whole_file",
}


def test_every_page_has_its_help_and_every_help_its_page() -> None:
    names = {pattern.name for pattern in urlpatterns}

    assert set(helping.pages()) == names - NO_PAGES
    assert all(len(page.says) > 10 for page in helping.pages().values())


def test_every_article_that_a_help_names_is_in_the_register() -> None:
    named = [
        cite for text in (*helping.pages().values(), *helping.terms()) for cite in text.cites if " " in cite
    ]

    assert named
    assert [cite for cite in named if not library().cites_known(cite)] == []


def test_articles_are_shown_as_people_read_them_and_no_word_is_explained_twice() -> None:
    words = [term.title for term in helping.terms()]

    assert len(words) == len(set(words))
    assert helping.pages()["upload"].articles == ("行政处罚法第四十六条",)
    assert all(not re.search(r"[a-z]", term.says) for term in helping.terms())


@pytest.mark.django_db
def test_a_page_bears_its_help_and_the_ways_to_words_and_keys(desk_of: Desk) -> None:
    client = desk_of("zhifa")

    inbox = client.get("/").content.decode()
    terms = client.get("/help/terms/").content.decode()
    keys = client.get("/help/keys/").content.decode()

    assert helping.pages()["inbox"].says in inbox
    assert 'href="/help/terms/"' in inbox
    assert 'href="/help/keys/"' in inbox
    assert all(term.title in terms for term in helping.terms())
    assert "<kbd>j</kbd>" in keys
    assert "检索" in keys
    assert client.get("/sign-in/").status_code in {200, 302}


def test_help_is_shown_to_nobody_who_has_not_signed_in(lived: None) -> None:
    assert "本页说明" not in Client().get("/sign-in/").content.decode()
    assert Client().get("/help/keys/").status_code == 302
