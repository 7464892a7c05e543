# SPDX-License-Identifier: MulanPSL-2.0
"""Pages travel compressed, files as they are; the one secret of a page is masked anew each time, so its length tells nothing."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from django.test import Client

from fadu.cases.models import Case

pytestmark = pytest.mark.django_db
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_a_page_is_compressed_for_browsers_that_take_it(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    plain, packed = client.get("/done/"), client.get("/done/", **GZIP)

    assert not plain.has_header("Content-Encoding")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "已办" in gzip.decompress(packed.content).decode()


def test_a_document_travels_as_it_is(desk_of: Callable[..., Client]) -> None:
    row = Case.objects.filter(kind="penalty", documents__isnull=False).order_by("pk")[0].documents.all()[0]

    answer = desk_of("juzhang").get(f"/case/{row.case_id}/document/{row.pk}.docx", **GZIP)

    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")


def test_the_token_of_a_page_is_masked_anew_in_every_answer(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    tokens = {
        re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/").content.decode())[1]  # type: ignore[index]
        for _ in range(3)
    }

    assert len(tokens) == 3
