# SPDX-License-Identifier: MulanPSL-2.0
"""What the law says of posts is said of posts there are."""

from __future__ import annotations

from datetime import date

from fadu.law import library
from fadu.people.rules import posts, reviewers_rule


def test_the_posts_that_may_decide_on_an_extension_are_posts() -> None:
    ways = [way for limit in library().limits() for way in limit.extensions]

    assert {post for way in ways for post in way.by.posts} - set(posts()) == set()


def test_the_qualification_is_asked_for_since_2018() -> None:
    assert reviewers_rule() == date(2018, 1, 1)
