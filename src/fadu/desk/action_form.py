# SPDX-License-Identifier: MulanPSL-2.0
"""The form of one action: its fields, the rows it adds, and the legal moment of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import formset_factory
from django.forms.utils import ErrorDict

from fadu.desk.answers import MORE_ROWS
from fadu.desk.blank_form import PREFIX, blank_fields
from fadu.desk.evidence_form import SCAN_FIELDS, Piece, scan_fields
from fadu.desk.forms import ROWS, Moment, Numbers, list_id, make, offered, plain
from fadu.desk.in_words import LIST_WORDS, InWords
from fadu.desk.phrases import offer
from fadu.kernel.plain_numbers import plain_number
from fadu.procedure.schema import list_title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from django.http import HttpRequest, QueryDict

    from fadu.desk.blank_form import Choices
    from fadu.law import Law
    from fadu.people.models import Party
    from fadu.procedure.model import Action, Field, Procedure


#: rows of more columns stand one below the other, each as a small form: a table would not fit the page
COLUMNS = 7
#: of so many parties on each has a row of its own to fill in
SEVERAL = 2
#: a form of no more fields is not divided
SHORT = 6
#: says of a form that is sent in which of its fields were shown filled with what stands in the case
STOOD = "stood"
#: a list on a form has so many rows at most
MOST_ROWS = 200
#: beside the day of an event outside the bureau
_DATED = "期限按这一天计算，不按登记之日；照实填写。"
_DATED_OR_TODAY = "期限按这一天计算，不按登记之日；留空的，按办理之日。"


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent in, if anything was; where another row of a list was asked for, with that row."""
    if not request.POST:
        return None
    if MORE_ROWS not in request.POST:
        return request.POST
    data = request.POST.copy()
    total = f"{data[MORE_ROWS]}-TOTAL_FORMS"
    rows = plain_number(data.get(total))
    if rows is not None and rows < MOST_ROWS:
        data[total] = str(rows + 1)
    return data


def _entered_for(
    papers: Sequence[str], formerly: Sequence[tuple[str, str]]
) -> tuple[forms.Field, forms.Field]:
    """The inputs that say who did it and on which paper, where another enters it."""
    who = forms.ChoiceField(
        label="当时由谁办理",
        required=False,
        choices=[("", "由我办理"), *formerly],
        help_text="只用于其本人已经不在任、不能自己登记的；同时填写当时的办理时间。",
    )
    titles = [("", "请选择"), *((title, title) for title in papers)]
    return who, forms.ChoiceField(label="当时签署的原件", required=False, choices=titles)


def unjudged(form: forms.Form) -> None:
    """Say nothing yet of what is wrong with a form: it was not sent in to be acted on."""
    form._errors, form.cleaned_data = ErrorDict(), {}


class ActionForm(InWords):
    """What an action sets. ``payload()`` is what the engine is asked to record.

    What is seldom filled in (``rare``), and lists of what each party gets where there is one party, are folded until they say something.
    ``blanks``: the blank papers on which it may have been written, by template. ``scans``: what a paper is called on which it was done already, and of which a scan goes into the file with it.
    ``signing``: the content was fixed by who signed first; whoever signs after them adds a signature and nothing else.
    ``stands``: the fields that are filled in with what stands in the case; shown so and sent in empty, they are taken back.
    """

    happened_at = Moment(
        label="办理时间", required=False, help_text="留空即为现在；补记过去的行为时填写实际时间。"
    )

    def __init__(
        self,
        procedure: Procedure,
        action: Action,
        *,
        law: Law,
        on: date,
        people: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        signing: bool = False,
        papers: Sequence[str] = (),
        scans: str = "",
        formerly: Sequence[tuple[str, str]] = (),
        blanks: Mapping[str, Choices] | None = None,
        stands: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(**{**kwargs, "initial": dict(kwargs.get("initial") or {})})
        self.stands = stands
        if papers and formerly:
            self.fields["done_by"], self.fields["done_on"] = _entered_for(papers, formerly)
        if scans and not signing:
            self.fields |= scan_fields()
        self.scans_are, self.papers = scans, papers
        self.fields |= blank_fields(blanks or {})
        self.names: list[str] = []
        self.lists: dict[str, Any] = {}
        self.books: dict[str, dict[str, str]] = {}
        if signing:
            return
        for key in (*action.sets, *action.may_set):
            field = procedure.fields[key]
            if field.type == "rows":
                continue
            self.fields[key] = make(field, required=key in action.sets, law=law, on=on, people=people or {})
            self.names.append(key)
        if action.links:
            self.fields["linked"] = Numbers(
                label=f"{procedure.links[action.links].here}（案号）",
                required=False,
                max_length=500,
                help_text="本机关的案件，填写案号；有几件的，以顿号分开。",
            )
            self.names.append("linked")
        for key in set(action.dated.values()) & set(self.names):
            self.fields[key].help_text += _DATED if key in action.sets else _DATED_OR_TODAY
        for day in days_of_the_act(procedure, action):
            self.initial.setdefault(day, on)
        self.lists = {
            name: self._rows(name, procedure, keys, law, on, people or {})
            for name, keys in self._lists(procedure, action)
        }
        self.order_fields([*self.names, "happened_at"])
        seldom = {key for key in action.may_set if procedure.fields[key].rare}
        #: by name: what is folded, of fields and of lists
        self.rare = seldom | {
            name
            for name, columns in self._lists(procedure, action)
            if _is_of_each(columns, people or {}, procedure)
        }
        if self.is_bound and MORE_ROWS in self.data:
            self._say_nothing_yet()
        fields = (procedure.fields[key] for key in (*action.sets, *action.may_set))
        books = {part.book for field in fields for part in (field, *field.columns) if part.book}
        #: id of a list of names on the page -> what it offers to type, with what is shown beside it
        self.books = {list_id(book): _beside(law.spelled_in(book)) for book in sorted(books)}
        self.books |= offer(self.fields)

    def _say_nothing_yet(self) -> None:
        unjudged(self)
        for formset in self.lists.values():
            formset._errors, formset._non_form_errors = [], formset.error_class()
            for row in formset:
                unjudged(row)

    def asked(self) -> list[forms.BoundField]:
        """The fields that are shown at once, in their order."""
        return [self[name] for name in self.names if not self._is_folded(name)]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields that are shown at once, each group with its heading: a short form is one group without."""
        asked = self.asked()
        needed = [field for field in asked if field.field.required]
        further = [field for field in asked if not field.field.required]
        if len(asked) <= SHORT or not needed or not further:
            return [("", asked)]
        return [("必须填写的", needed), ("视情况填写的", further)]

    def folded(self) -> list[forms.BoundField]:
        """The fields that are seldom filled in and say nothing yet."""
        return [self[name] for name in self.names if self._is_folded(name)]

    def open_lists(self) -> list[tuple[str, Any]]:
        """The lists that are shown at once, by name."""
        return [(name, rows) for name, rows in self.lists.items() if not self._is_folded(name)]

    def folded_lists(self) -> list[tuple[str, Any]]:
        """The lists that are seldom filled in and say nothing yet, by name."""
        return [(name, rows) for name, rows in self.lists.items() if self._is_folded(name)]

    def when(self) -> forms.BoundField:
        """When the act was done: asked last."""
        return self["happened_at"]

    def entered_for(self) -> list[forms.BoundField]:
        """Who did it on paper in a post held no more, and on which paper; nothing where the file has none."""
        return [self[name] for name in ("done_by", "done_on") if name in self.fields]

    def scans(self) -> list[forms.BoundField]:
        """The scan of the paper on which it was done, where one may go into the file with it."""
        return [self[name] for name in SCAN_FIELDS if name in self.fields]

    def blanks(self) -> list[forms.BoundField]:
        """The numbers of the blank papers on which it may have been written, where somebody has drawn some."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def drawn(self) -> dict[str, int]:
        """Template -> the blank paper on which it was written, as far as that is said."""
        said = {name: self.cleaned_data.get(name) for name in self.fields if name.startswith(PREFIX)}
        return {name.removeprefix(PREFIX): int(sheet) for name, sheet in said.items() if sheet}

    def clean(self) -> dict[str, Any]:
        """What was written on a blank paper is entered with the time it was done, and with the paper."""
        values = super().clean() or {}
        written = [name for name in values if name.startswith(PREFIX) and values[name]]
        if written and not values.get("happened_at") and "happened_at" not in self.errors:
            self.add_error("happened_at", "写在空白文书上的，应填写当时的“办理时间”，如 2022-03-01 21:30。")
        lies_there = any(paper.startswith(self.scans_are) for paper in self.papers) and self.scans_are
        if written and "scan" in self.fields and not (values.get("scan") or lies_there):
            self.add_error(
                "scan", "写在空白文书上的，应同时收入“签字原件的扫描件或者照片”。请选择文件，或者拍照。"
            )
        return values

    def chosen_scans(self) -> list[Any]:
        """The files chosen as scans, as far as they can be read."""
        return getattr(self, "cleaned_data", {}).get("scan") or []

    def scanned(self) -> list[Piece]:
        """The scans chosen, with what they are called."""
        chosen = self.chosen_scans()
        return [
            Piece(
                file,
                f"{self.scans_are}（{n}）" if len(chosen) > 1 else self.scans_are,
                self.cleaned_data.get("scan_kind") or "",
            )
            for n, file in enumerate(chosen, start=1)
        ]

    def doer(self) -> tuple[int | None, str]:
        """The officer who did it, where the act is entered for another, and the title of the paper."""
        if not self.is_bound or not self.is_valid():
            return None, ""
        number = self.cleaned_data.get("done_by")
        return (int(number) if number else None), self.cleaned_data.get("done_on") or ""

    def _is_folded(self, name: str) -> bool:
        if name not in self.rare or self.initial.get(name):
            return False
        if not self.is_bound:
            return True
        rows = self.lists.get(name)
        given = any(row.has_changed() for row in rows) if rows is not None else self.data.get(name)
        return not given and self.data.get(MORE_ROWS) != name

    @staticmethod
    def _lists(procedure: Procedure, action: Action) -> list[tuple[str, tuple[Any, ...]]]:
        added = [(name, tuple(procedure.fields[key] for key in keys)) for name, keys in action.adds.items()]
        rows = [
            (key, procedure.fields[key].columns)
            for key in (*action.sets, *action.may_set)
            if procedure.fields[key].type == "rows"
        ]
        return added + rows

    def _rows(
        self, name: str, procedure: Procedure, columns: tuple[Any, ...], law: Law, on: date, people: Any
    ) -> Any:
        inputs = {f.key: make(f, required=False, law=law, on=on, people=people) for f in columns}
        row = type("Row", (InWords,), inputs)
        formset = formset_factory(row, extra=1 if len(columns) > COLUMNS else ROWS)(
            self.data if self.is_bound else None,
            prefix=name,
            initial=self.initial.get(name),
            error_messages=LIST_WORDS,
        )
        formset.title = list_title(procedure, name)
        formset.is_wide = len(columns) > COLUMNS
        seldom = {column.key for column in columns if column.rare}
        for row in formset:
            row.asked = [field for field in row if field.name not in seldom or _says(row, field.name)]
            row.folded = [field for field in row if field not in row.asked]
        return formset

    def is_valid(self) -> bool:
        rows = [formset.is_valid() for formset in self.lists.values()]
        return super().is_valid() and all(rows)

    def moment(self) -> datetime | None:
        """The legal moment typed, or None for now."""
        return self.cleaned_data.get("happened_at")

    def foreseen(self) -> dict[str, Any]:
        """What is looked at before the press: the payload itself."""
        return self.payload()

    def newcomers(self) -> list[Party]:
        """Who is named for the first time: an action of a procedure names nobody new."""
        return []

    def registers(self) -> bool:
        """Whether the press writes into the register of parties: an action of a procedure does not."""
        return False

    def stood(self) -> list[str]:
        """The fields that may stay empty and were shown filled with what stands: of a form sent in, those it says."""
        optional = [*(name for name in self.names if not self.fields[name].required), *self.lists]
        if self.is_bound:
            shown = self.data.getlist(STOOD) if hasattr(self.data, "getlist") else ()
            return [name for name in optional if name in shown]
        return [name for name in optional if name in self.stands and self._shows(name)]

    def _shows(self, name: str) -> bool:
        """Whether what a field begins with is seen in it: a choice that is offered no more is not, and comes back empty by itself."""
        offered = getattr(self.fields.get(name), "choices", None)
        if offered is None:
            return True
        value = self.fields[name].prepare_value(self.initial.get(name))
        known = {str(key) for key, _ in offered}
        return bool(value) and known.issuperset(map(str, value if isinstance(value, list) else [value]))

    def taken_back(self, given: Mapping[str, Any]) -> dict[str, None]:
        """What was shown as it stands and was emptied: nothing is said of it any more."""
        return {name: None for name in self.stood() if name not in given}

    def payload(self) -> dict[str, Any]:
        """The values given, as they stand in a payload; empty ones are left out, but where they take back what stands."""
        values = {key: plain(self.cleaned_data[key]) for key in self.names}
        given = {key: value for key, value in values.items() if value not in (None, "", [])}
        for name, formset in self.lists.items():
            rows = [
                {k: plain(v) for k, v in row.items() if v not in (None, "", [])}
                for row in formset.cleaned_data
                if row
            ]
            if kept := [row for row in rows if row]:
                given[name] = kept
        return given | self.taken_back(given)


def days_of_the_act(procedure: Procedure, action: Action) -> list[str]:
    """The days an act must say on which the bureau itself did it: filled in with today. Not those of others, to come, or of a span."""
    spans = {field.not_before for field in procedure.fields.values()}
    asked = (
        procedure.fields[key] for key in action.sets if key not in action.dated.values() and key not in spans
    )
    return [
        field.key
        for field in asked
        if field.type == "date" and not (field.ahead or field.outside or field.not_before or field.not_after)
    ]


def _is_of_each(
    columns: Sequence[Field], people: Mapping[str, Sequence[tuple[str, str]]], procedure: Procedure
) -> bool:
    """Whether a list only shares out among the parties what the form asks for as a whole, where there are not several.

    A list of things says what nothing else on the form does, and stays open.
    """
    if not columns or columns[0].type != "party" or len(people.get("party", ())) >= SEVERAL:
        return False
    return all(column.key in procedure.fields for column in columns[1:])


def _says(row: forms.Form, name: str) -> bool:
    """Whether a field of a row is filled in."""
    return bool(row.data.get(row.add_prefix(name)) if row.is_bound else row.initial.get(name))


def _beside(names: Mapping[str, str]) -> dict[str, str]:
    return {typed: names[key] if typed == key else "" for key, typed in offered(names).items()}
