# SPDX-License-Identifier: MulanPSL-2.0
"""What tests of papers share: the life of a penalty in another year, and the text of the latest paper."""

from __future__ import annotations

from typing import Any

from life import Desk, decided

from fadu.records import archive
from fadu.records.models import Document


def decided_in(desk: Desk, year: int) -> None:
    """The same life, in another year."""
    do, opened = desk.do, desk.open

    def moved(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("2022-", f"{year}-")
        if isinstance(value, dict):
            return {key: moved(item) for key, item in value.items()}
        return [moved(item) for item in value] if isinstance(value, list) else value

    desk.do = lambda who, action, on, payload=None, **more: do(who, action, moved(on), moved(payload), **more)  # type: ignore[method-assign]
    desk.open = lambda on, payload: opened(moved(on), moved(payload))  # type: ignore[method-assign]
    decided(desk)


def text_of(template: str) -> str:
    """The latest paper of a template, as it is printed."""
    document = Document.objects.filter(template=template).order_by("-pk").first()
    assert document is not None
    return archive.rendered(document, "text").decode()
