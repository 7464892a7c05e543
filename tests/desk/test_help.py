# SPDX-License-Identifier: MulanPSL-2.0
"""Beside each page stands what it is; words and keys have pages of their own that need no script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve

from fadu.desk import help as helping
from fadu.desk.urls import urlpatterns
from fadu.law.loading import library

Desk = Callable[..., Client]


#: what answers a press, hands out a file or a part of a page, needs no sign-in, or is help itself
NO_PAGES = {
    "appointment_end",
    "background_retry",
    "blank_end",
    "blanks_print",
    "chart_style",
    "document",
    "document_whole",
    "drop_draft",
    "export",
    "export_figure",
    "export_figures",
    "export_party",
    "export_pressing",
    "export_register",
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
    "stand_in_take_back",
    "whole_file_plain",
    "terms",
    "urge",
    "warn",
    "warn_opening",
    "whole_file",
    "whole_file_pdf",
}


#: of one's own account and of the machine: no article says how these are
NO_ARTICLE = {
    "background",
    "factor_reset",
    "factor_reset_decision",
    "factor_rules",
    "own",
    "password",
    "refusals",
    "second_factor",
}
#: so many pages of an account are gone through, each kind once
MOST_PAGES = 120


def test_every_page_has_its_help_and_every_help_its_page() -> None:
    names = {pattern.name for pattern in urlpatterns}

    assert set(helping.pages()) == names - NO_PAGES
    assert all(len(page.says) > 10 for page in helping.pages().values())


def test_every_help_names_the_article_behind_its_page_but_where_none_stands_there() -> None:
    without = {name for name, page in helping.pages().items() if not page.articles}

    assert without == NO_ARTICLE


@pytest.mark.django_db
@pytest.mark.parametrize("account", ["juzhang", "zhifa", "dengji", "guanli", "jijian"])
def test_every_page_the_menu_of_an_account_leads_to_bears_its_help(desk_of: Desk, account: str) -> None:
    client, bare, seen = desk_of(account), [], {"/"}
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        body = answer.content.decode()
        name = resolve(address).url_name
        if "本页说明" not in body and name not in NO_PAGES:
            bare.append(address)
        links = {re.sub(r"[?#].*", "", link) for link in re.findall(r'href="(/[^"]*)"', body)}
        kinds = {re.sub(r"\d+", "n", one) for one in seen}
        for link in sorted(links):
            if not link.startswith("/static/") and re.sub(r"\d+", "n", link) not in kinds:
                seen.add(link)
                kinds.add(re.sub(r"\d+", "n", link))
                waiting.append(link)

    assert bare == []
    assert len(seen) > 15


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
