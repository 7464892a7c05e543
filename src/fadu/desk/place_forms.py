# SPDX-License-Identifier: MulanPSL-2.0
"""The forms for what differs from place to place: how numbers are written, what papers say of bodies and of the bureau."""

from __future__ import annotations

from typing import Any

from django import forms

from fadu.cases.papers.form_sources import numbered
from fadu.desk.bureau_forms import BureauForm, day_field
from fadu.people import rules, services
from fadu.records import services as records
from fadu.records.numbering import from_words, in_words


class PatternForm(BureauForm):
    title = "设定文号式样"
    page = "desk:numbers"
    remark = "只在本机关的文号与通用式样不同时设定。自起始日起适用，序号接续，不重新编号。"
    series = forms.ChoiceField(label="编号序列")
    pattern = forms.CharField(
        label="式样",
        max_length=120,
        help_text="花括号里的由系统填写：{代字} 机关代字、{年份}、{序号}，如 {代字}市监罚告〔{年份}〕{序号}号。",
    )
    start = day_field("自")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (key, f"{title}（通用式样 {in_words(pattern)}）") for key, (title, pattern) in numbered().items()
        ]
        self.fields["series"].choices = choices

    def save(self) -> None:
        values = self.cleaned_data
        records.set_pattern(
            bureau_id=self.bureau.pk,
            series=values["series"],
            pattern=from_words(values["pattern"]),
            start=values["start"],
            document=values["document"],
            title=numbered()[values["series"]][0],
        )


class LocalNameForm(BureauForm):
    title = "登记文书用语：复议机关、法院、联系方式、代收账户"
    page = "desk:parameters"
    remark = (
        "文书告知救济途径时写明这里登记的具体机关；没有登记的，沿用法律的称呼。"
        "联系方式、代收账户没有登记的，必须写明它的文书不能制作。"
    )
    key = forms.ChoiceField(label="项目", choices=lambda: list(rules.local_words().items()))
    name = forms.CharField(label="内容（机关写全称）", max_length=100)
    start = day_field("自")
    document = forms.CharField(label="依据", max_length=200, required=False)

    def save(self) -> None:
        services.set_local_name(bureau=self.bureau, **self.cleaned_data)
