# SPDX-License-Identifier: MulanPSL-2.0
"""Mending a day that an act says wrongly: asked for with a proof, confirmed or refused by another who sees what was asked, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from fadu.cases.world.worlds import procedure_of
from fadu.desk.built_in_forms import BuiltIn
from fadu.desk.forms import Moment
from fadu.desk.words import action_title, day_words
from fadu.procedure.day_correction import days_of, title_of, waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.procedure.entry import Entry


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of a form that offers choices."""
    return cast("forms.ChoiceField", form.fields[name])


class CorrectDay(BuiltIn):
    """A day that an act says wrongly, with the proof; another officer confirms."""

    which = forms.ChoiceField(
        label="所登记的日期",
        help_text="只列案外事件之日（收到、发现、付款等）；本机关办理行为自身的时间和送达之日不在此更正，确有错误的，另记事写明。",
    )
    day = Moment(label="更正后的日期", help_text="按小时计算的事项写明时刻；其他只取日期。")
    paper = forms.ChoiceField(
        label="证明材料", help_text="信封、签收单、回执等，已经收入本案的；没有的，先回到案件页“收入材料”。"
    )
    reason = forms.CharField(label="理由", max_length=300)

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        procedure = procedure_of(self.case)
        days = [
            (entry, day)
            for entry in self.state.entries
            if entry.seq not in self.state.void
            for day in days_of(procedure, entry)
        ]
        _choice(self, "which").choices = [
            (
                f"{entry.seq}|{day.name}",
                f"{action_title(self.case, entry.action)}：{day.title}，{day_words(day.stands)}",
            )
            for entry, day in days
        ]
        there = [(title, title) for title in self.state.titles_filed()]
        _choice(self, "paper").choices = there or [("", "本案还没有收入材料")]
        self.by_hour = {f"{e.seq}|{day.name}" for e, day in days if day.field.type == "datetime"}

    def payload(self) -> dict[str, Any]:
        values = super().payload()
        which = values.pop("which")
        of, field = which.split("|")
        day = str(values.pop("day"))
        return {**values, "of": of, "field": field, "day": day if which in self.by_hour else day[:10]}


class ConfirmDay(BuiltIn):
    """The second person's word on a day that is to be mended, beside what was asked and on what proof."""

    of = forms.ChoiceField(label="待确认的更正")

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        asked = list(waiting(self.state))
        _choice(self, "of").choices = [(str(each.seq), self._named(each)) for each in asked]
        #: what each of them asks for, in words
        self.shown = [(self._named(each), list(self._words(each))) for each in asked]

    def _named(self, asked: Entry) -> str:
        said, act = asked.payload, self._act(asked)
        title = title_of(procedure_of(self.case), str(said["field"]))
        of_what = f"“{action_title(self.case, act.action)}”的" if act else ""
        return f"{of_what}{title}由{day_words(str(said.get('stands')))}更正为{day_words(str(said['day']))}"

    def _act(self, asked: Entry) -> Entry | None:
        return next((e for e in self.state.entries if str(e.seq) == str(asked.payload["of"])), None)

    @staticmethod
    def _words(asked: Entry) -> Iterator[tuple[str, str]]:
        said = asked.payload
        yield "证明材料", str(said["paper"])
        yield "理由", str(said["reason"])
        yield "申请", f"{'、'.join(one.name for one in asked.by)}，{asked.at:%Y-%m-%d %H:%M}"


class RefuseDay(ConfirmDay):
    """That a day stays as it was recorded: refused by another, or taken back by who asked."""

    reason = forms.CharField(label="不予更正（撤回）的理由", max_length=300)


DAY_FORMS: dict[str, type[BuiltIn]] = {
    "correct_day": CorrectDay,
    "confirm_day": ConfirmDay,
    "refuse_day": RefuseDay,
}
