# SPDX-License-Identifier: MulanPSL-2.0
"""Sending in a form of the desk as its writer does: what the page asks about is read, and the form sent in once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

MARKS = re.compile(r'name="warned" value="([^"]*)"')
#: files that were chosen and are offered again, as the ticks of the page name them
ASIDE = re.compile(r'name="set_aside" value="([^"]*)"')


def pressed(client: Client, address: str, data: dict[str, Any], **more: Any) -> Any:
    """The answer to a form, after every question the page asks was answered by sending it in again."""
    answer = client.post(address, data, **more)
    body = answer.content.decode()
    marks, aside = MARKS.findall(body), ASIDE.findall(body)
    again = {key: value for key, value in data.items() if key != "scan"}  # a browser forgets chosen files
    return client.post(address, {**again, "warned": marks, "set_aside": aside}, **more) if marks else answer
