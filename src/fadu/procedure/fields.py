# SPDX-License-Identifier: MulanPSL-2.0
"""Closed lists of fields: written in the procedure, or dated options of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.model import Field


def choices_of(field: Field, law: Law, on: date) -> Mapping[str, str]:
    """The choices of a field on a day, key to title, in their order."""
    if field.options:
        listed = law.options(field.options, on)
        return {option.key: option.title for option in listed if option.key not in field.without}
    return {choice.key: choice.title for choice in field.choices}


def every_choice(field: Field, law: Law) -> Mapping[str, str]:
    """The choices of a field on one day or another, key to title; what one is called last."""
    if field.options:
        listed = law.options_by_list.get(field.options, ())
        return {option.key: option.title for option in listed if option.key not in field.without}
    return {choice.key: choice.title for choice in field.choices}


def titles_of(field: Field, law: Law, on: date) -> Mapping[str, str]:
    """What the values of a field are called: of a closed list, and of a book of the law whose names it offers."""
    if field.book:
        return law.names_in(field.book)
    return choices_of(field, law, on) if field.type in {"choice", "choices"} else {}
