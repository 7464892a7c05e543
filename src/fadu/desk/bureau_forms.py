# SPDX-License-Identifier: MulanPSL-2.0
"""What every form has by which an administrator keeps the bureau: the bureau it is about, its choices, and a service to call."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass

from fadu.desk.forms import Day
from fadu.desk.in_words import InWords
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.people.models import Appointment, ProposedAppointment

if TYPE_CHECKING:
    from datetime import date

    from fadu.people.models import Bureau


#: days that are today unless somebody says otherwise
_FROM_TODAY = frozenset({"on", "since", "start", "until"})


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date with the browser's own calendar."""
    return Day(label=label, required=required, help_text=help_text)


def waits_for_second(row: Appointment | ProposedAppointment) -> str | None:
    """What is said where nothing has taken effect yet; None where it has."""
    if isinstance(row, Appointment):
        return None
    return f"已提请第二人确认（{row.reason}），确认以前不生效。"


def midnight(day: date) -> datetime:
    """The beginning of a day in the legal time."""
    return datetime.combine(day, time(), tzinfo=clock.LEGAL_TIME)


class _Meta(DeclarativeFieldsMetaclass, ABCMeta):
    """A form that leaves something to each of its kinds."""


class BureauForm(InWords, metaclass=_Meta):
    """A form about one bureau; ``save`` calls the service."""

    title: ClassVar[str]
    remark: ClassVar[str] = ""
    #: the page the form belongs to, and leads back to
    page: ClassVar[str] = "desk:bureau"
    #: whether it can say what would follow before anything is done
    has_preview: ClassVar[bool] = False
    #: what the next one has in common, where several are entered one after the other; empty: one at a time
    kept: ClassVar[tuple[str, ...]] = ()
    #: whether it only proposes, and another person confirms
    is_by_two: ClassVar[bool] = False

    def __init__(self, bureau: Bureau, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bureau = bureau
        for name in _FROM_TODAY & set(self.fields):
            if self.fields[name].required:
                self.initial.setdefault(name, clock.today())
        if "department" in self.fields:
            self.fields["department"].choices = [
                ("", "（全局）"),
                *((d.pk, d.name) for d in people.departments_at(bureau.pk, clock.today())),
            ]
        if "officer" in self.fields:
            self.fields["officer"].choices = people.officers_of(bureau.pk, clock.today())

    def department(self) -> Any:
        """The department chosen, or None for the whole bureau."""
        chosen = self.cleaned_data["department"]
        return self.bureau.departments.get(pk=chosen) if chosen else None

    def officer(self) -> Any:
        """The officer chosen."""
        return self.bureau.officers.get(pk=self.cleaned_data["officer"])

    def follows(self) -> list[str]:
        """What would follow, a sentence each; of forms that can say it."""
        return []

    def asks(self) -> bool:
        """Whether what is typed asks once more before it is done, because it does not come back."""
        return False

    def mark(self) -> str:
        """What was typed, by which the second press is known to be about the same."""
        return "|".join(str(self.cleaned_data.get(name, "")) for name in self.fields)

    @abstractmethod
    def save(self) -> str | None:
        """Do it through the service; return what is to be said of it, if more than that it was done. Raises FaduError."""
