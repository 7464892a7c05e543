# SPDX-License-Identifier: MulanPSL-2.0
"""Phrases that officers write again and again: offered while typing in short texts, never a choice of the law."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django import forms

from fadu.kernel.yaml_reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data" / "phrases.yaml"


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Key of a field -> what is often written there.

    >>> phrases()["interviewee_sex"]
    ('男', '女')
    """
    return {key: tuple(map(str, said)) for key, said in read(DATA).items()}


def offer(fields: Mapping[str, forms.Field]) -> dict[str, dict[str, str]]:
    """Let the short texts of a form offer their phrases; the lists that the page has to show for it, by id."""
    lists = {}
    for key, field in fields.items():
        said = phrases().get(key)
        if said and type(field.widget) is forms.TextInput and "list" not in field.widget.attrs:
            place = f"phrases-{key}"
            field.widget.attrs["list"] = place
            lists[place] = dict.fromkeys(said, "")
    return lists
