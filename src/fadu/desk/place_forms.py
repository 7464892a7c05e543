# SPDX-License-Identifier: MulanPSL-2.0
"""The forms for what differs from place to place: how numbers are written, what papers say of bodies and of the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction

from fadu.cases.papers.form_sources import numbered
from fadu.desk import by_two
from fadu.desk.bureau_forms import BureauForm, day_field
from fadu.kernel import clock
from fadu.people import adopted, rules
from fadu.people.models import LocalName
from fadu.records.numbering import from_words, in_words

if TYPE_CHECKING:
    from fadu.people.models import Bureau


class PatternForm(BureauForm):
    title = "设定文号式样"
    page = "desk:numbers"
    is_by_two = True
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

    def save(self) -> str:
        values = self.cleaned_data
        title = numbered()[values["series"]][0]
        content = {
            "series": values["series"],
            "pattern": from_words(values["pattern"]),
            "start": values["start"].isoformat(),
            "document": values["document"],
            "title": title,
        }
        words = f"文号式样：{title}自{values['start']}为“{values['pattern']}”，依据：{values['document']}"
        return by_two.proposed(self.bureau, "pattern", content, words)


class LocalNameForm(BureauForm):
    title = "登记文书用语"
    page = "desk:parameters"
    is_by_two = True
    remark = (
        "复议机关、法院、联系方式、代收账户：文书告知救济途径时写明这里登记的具体机关（写全称）；没有登记的，沿用法律的称呼。"
        "联系方式、代收账户没有登记的，必须写明它的文书不能制作。只提请填写了而与现在不同的各项。"
    )
    start = day_field("自")
    document = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, bureau: Bureau, *args: Any, **kwargs: Any) -> None:
        self.now = adopted.local_words_of(bureau, clock.today())
        first = {"start": clock.today(), **self.now, **(kwargs.pop("initial", None) or {})}
        super().__init__(bureau, *args, initial=first, **kwargs)
        longest = LocalName._meta.get_field("name").max_length
        for key, title in rules.local_words().items():
            self.fields[key] = forms.CharField(label=title, max_length=longest, required=False)
        self.order_fields([*rules.local_words(), "start", "document"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not self._changed():
            raise forms.ValidationError("没有填写与现在不同的内容。请填写要登记的一项或者几项。")
        return values

    def save(self) -> str:
        titles, values = rules.local_words(), self.cleaned_data
        said, rests = [], f"，依据：{values['document']}" if values["document"] else ""
        with transaction.atomic():
            for key, name in self._changed().items():
                words = f"文书用语：{titles[key]}写作“{name}”，自{values['start']}{rests}"
                content = {
                    "key": key,
                    "name": name,
                    "start": values["start"].isoformat(),
                    "document": values["document"],
                }
                by_two.proposed(self.bureau, "local_name", content, words)
                said.append(titles[key])
        return f"已提请确认{len(said)}项：{'、'.join(said)}。由另一人在“确认”页面确认后生效，此前不变。"

    def _changed(self) -> dict[str, str]:
        """What is filled in otherwise than it stands now."""
        typed = {key: str(self.cleaned_data.get(key) or "").strip() for key in rules.local_words()}
        return {key: name for key, name in typed.items() if name and name != self.now.get(key)}
