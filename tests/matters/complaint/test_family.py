# SPDX-License-Identifier: MulanPSL-2.0
"""A reply sent for review: who asked reads the review and its result, and no paper of the secondary file."""

from __future__ import annotations

import pytest
from bureau_of import Desk, at
from django.test import Client

import static_files
from fadu.cases.models import Case
from fadu.cases.reading.sight import Sight, sight_of
from fadu.people import accounts
from fadu.people import services as people

pytestmark = pytest.mark.both_databases


def reviewed(office: Desk) -> Case:
    """The review of a refusal, asked for by the officer who handles the complaint, and agreed to."""
    sides = ((office.consumer, "投诉人"), (office.trader, "被投诉人"))
    case = office.open(
        "complaint",
        "clerk",
        "2022-03-01",
        {
            "channel": "visit",
            "received_on": "2022-03-01",
            "goods": "电饭煲",
            "dispute": "不能加热",
            "request": "退货",
        },
        *sides,
    )
    office.assign(case, "handler", "2022-03-02", "one")
    ground = {"refusal_ground": "not_consumer", "refusal_reason": "购买用于转售。"}
    return office.review(case, "one", "refuse", "2022-03-03", "拟不予受理", **ground)


def test_whoever_asked_for_a_review_reads_it_and_a_stranger_does_not(office: Desk) -> None:
    review, moment = reviewed(office), at("2022-03-04")

    assert sight_of(office.officers["one"], review, moment) == Sight.MAIN
    assert sight_of(office.officers["stranger"], review, moment) is None


def test_the_slip_of_the_secondary_file_opens_only_to_whoever_sees_the_review_in_their_own_right(
    office: Desk,
) -> None:
    static_files.collect()
    review = reviewed(office)
    paper = review.documents.get()
    assert paper.access == "secondary"

    answers = {}
    for who in ("one", "head"):
        account = people.open_account(username=who, password="Qing-He-Da-Dui-7", officer=office.officers[who])
        accounts.settle(account)
        client = Client()
        client.force_login(account, backend="fadu.people.backend.AccountBackend")
        page = client.get(f"/case/{review.pk}/").content.decode()
        assert "审核意见" in page
        listed = f"/document/{paper.pk}.html" in page
        answers[who] = (listed, client.get(f"/case/{review.pk}/document/{paper.pk}.html").status_code)

    assert answers == {"one": (False, 404), "head": (True, 200)}
