# SPDX-License-Identifier: MulanPSL-2.0
"""A work goes with the caller's transaction, or has one of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from fadu.storage.within import within


@within
def two_rows() -> bool:
    """Write one row, and break down before the next."""
    Session.objects.create(session_key="a", session_data="", expire_date=datetime(2030, 1, 1, tzinfo=UTC))
    raise RuntimeError


@within
def is_in_one() -> bool:
    return connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_has_one_of_its_own_and_leaves_nothing_half_written() -> None:
    assert is_in_one()
    with pytest.raises(RuntimeError):
        two_rows()
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_in_the_callers_transaction_all_goes_with_that() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        two_rows()
    assert not Session.objects.exists()
