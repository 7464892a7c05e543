# SPDX-License-Identifier: MulanPSL-2.0
"""Forms made from the procedure: each field of an action becomes an input; nothing is typed twice.

A form only translates between the screen and the payload; the engine alone decides.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.kernel.money import parse_yuan, yuan
from fadu.procedure.fields import choices_of
from fadu.procedure.schema import year_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fadu.law import Law
    from fadu.procedure.model import Field

#: what stands between two numbers of cases
_BETWEEN_NUMBERS = re.compile(r"[\s、，,；;]+")
#: how many empty rows a list offers at once
ROWS = 3
#: characters of a long text
LONGEST = 50_000


class MoneyInput(forms.TextInput):
    """An input for an amount: narrow, and with digits on the keyboard of a phone."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal"})


class Money(forms.CharField):
    """An amount in yuan on screen, integer fen in the payload."""

    widget = MoneyInput

    def prepare_value(self, value: Any) -> Any:
        return yuan(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_yuan(text)
        except BadInputError as error:
            raise ValidationError(error.message) from error


def in_a_year_of_records(value: date) -> None:
    """Raise ValidationError for a day whose year was mistyped."""
    for problem in year_problems(value.date() if isinstance(value, datetime) else value):
        raise ValidationError(f"{problem}请改正年份。")


class Day(forms.DateField):
    """A date, with the browser's own calendar."""

    default_validators = (in_a_year_of_records,)
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Moment(forms.DateTimeField):
    """A date and time in legal time."""

    default_validators = (in_a_year_of_records,)

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime | None:
        moment = super().clean(value)
        return moment.astimezone(LEGAL_TIME) if moment else None


class Numbers(forms.CharField):
    """The numbers of cases, one after the other; a list in the payload."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        return [number for number in _BETWEEN_NUMBERS.split(super().clean(value)) if number]


def _text(field: Field, **common: Any) -> forms.Field:
    return forms.CharField(max_length=500, **common)


class Named(forms.CharField):
    """A text for which a book of the law offers names: shown and typed by what it is called, kept by its key."""

    def __init__(
        self, *, book: str, names: Mapping[str, str], titles: Mapping[str, str], **common: Any
    ) -> None:
        super().__init__(max_length=500, widget=forms.TextInput(attrs={"list": list_id(book)}), **common)
        self.typed = offered(names)
        alone = {
            name: key for key, name in offered(titles).items()
        }  # the bare title, where one bears it alone
        self.keys = {**alone, **{title: key for key, title in self.typed.items()}}

    def prepare_value(self, value: Any) -> Any:
        return self.typed.get(value, value)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return self.keys.get(text, text)


def offered(names: Mapping[str, str]) -> dict[str, str]:
    """What is typed for each key of a book: what it is called, or the key itself where several are called so."""
    called = Counter(names.values())
    return {key: name if called[name] == 1 else key for key, name in names.items()}


def list_id(book: str) -> str:
    """The id of the list of names that a page offers of a book of the law."""
    return f"names-{book.replace('/', '-')}"


def _long(field: Field, **common: Any) -> forms.Field:
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **common)


def _date(field: Field, **common: Any) -> forms.Field:
    return Day(**common)


def _integer(field: Field, **common: Any) -> forms.Field:
    return forms.IntegerField(min_value=field.minimum, max_value=field.maximum, **common)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not said; True and False in the payload."""

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _boolean(field: Field, **common: Any) -> forms.Field:
    answers = [("", "请选择"), ("yes", "是"), ("no", "否")]
    return YesNo(choices=answers, coerce=lambda v: v == "yes", empty_value=None, **common)


_MAKERS: dict[str, Callable[..., forms.Field]] = {
    "text": _text,
    "code": _text,
    "longtext": _long,
    "date": _date,
    "datetime": lambda field, **common: Moment(**common),
    "integer": _integer,
    "percent": _integer,
    "money": lambda field, **common: Money(max_length=60, **common),
    "boolean": _boolean,
}


def in_capacity(capacity: str) -> str:
    """Under which name those who stand in a capacity are offered to choose."""
    return f"party:{capacity}"


def make(
    field: Field, *, required: bool, law: Law, on: date, people: Mapping[str, Sequence[tuple[str, str]]]
) -> forms.Field:
    """The input for a field. ``people`` offers the choices of officer and party fields."""
    label = f"{field.title}（元）" if field.type == "money" else field.title
    common = {"label": label, "required": required, "help_text": field.help}
    if field.type == "choice":
        titles = choices_of(field, law, on)
        return forms.ChoiceField(choices=[("", "请选择"), *titles.items()], **common)
    if field.type == "choices":
        titles = choices_of(field, law, on)
        return forms.MultipleChoiceField(
            choices=list(titles.items()), widget=forms.CheckboxSelectMultiple, **common
        )
    if field.book:
        return Named(
            book=field.book,
            names=law.spelled_in(field.book),
            titles=law.names_in(field.book),
            **common,
        )
    if field.type in {"officer", "party"}:
        offered = people.get(in_capacity(field.suggests) if field.suggests else field.type, ())
        return forms.ChoiceField(choices=[("", "请选择"), *offered], **common)
    return _MAKERS[field.type](field, **common)


def plain(value: Any) -> Any:
    """A cleaned value as it stands in a payload.

    >>> plain(date(2022, 3, 1)), plain(5)
    ('2022-03-01', 5)
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
