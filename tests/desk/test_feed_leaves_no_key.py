# SPDX-License-Identifier: MulanPSL-2.0
"""The address of a calendar is its key: no log holds it, whether it opened something, asked too often, or was typed wrongly."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.test import Client
from tests.desk import handed

from fadu.assembly import log_file
from fadu.cli import serve
from fadu.desk import feeds
from fadu.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("lived")
def test_no_line_of_any_logger_holds_the_key_of_a_calendar(
    desk_of: Callable[..., Client], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = feeds.make(handed.officer("zhifa"), clock.now())
    monkeypatch.setattr(feeds, "PER_HOUR", 1)
    client = Client()
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.get(address).status_code
            for address in (
                f"/calendar/{token}.ics",
                f"/calendar/{token}.ics",
                f"/calendar/{token}",
                f"/calendar/{token}.ics/",
                f"/calendar/{token}x.ics?again=1",
            )
        ]
        answers.append(client.post(f"/calendar/{token}.ics").status_code)

    assert 429 in answers
    assert 404 in answers
    naming = [record for record in caplog.records if token in record.getMessage()]
    assert naming  # Django names the address; what is kept of it does not
    for record in naming:
        assert token not in log_file.OneLine().format(record)
        assert token not in log_file.covered(logging.Formatter().format(record))


def test_the_server_writes_no_list_of_addresses_whatever_its_surroundings_say() -> None:
    assert "--no-access-log" in serve._site("127.0.0.1", 8000, 1)
