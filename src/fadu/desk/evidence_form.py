# SPDX-License-Identifier: MulanPSL-2.0
"""The form by which files are taken into a case: several at once, each with its name and kind; or a photograph taken there and then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms

from fadu.desk.forms import Day
from fadu.desk.in_words import InWords
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KINDS = [
    ("书证", "书证"),
    ("物证", "物证"),
    ("视听资料", "视听资料"),
    ("电子数据", "电子数据"),
    ("证人证言", "证人证言"),
    ("当事人的陈述", "当事人的陈述"),
    ("鉴定意见", "鉴定意见"),
    ("勘验笔录、现场笔录", "勘验笔录、现场笔录"),
    ("其他材料", "其他材料"),
]
OTHER = "其他材料"
#: so many files go into a case by one press
MOST_FILES = 30
#: what the chooser of files offers; what a file really is, its bytes say
ACCEPTED = ".pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.zip,.txt,image/*,audio/*,video/*"


class Chooser(forms.FileInput):
    """An input for several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files; a list of them, empty where none was chosen."""

    widget = Chooser

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not chosen:
            super().clean(None, initial)
        return [super(Files, self).clean(each, initial) for each in chosen]


#: the fields by which a paper that was done first goes into the file with the act
SCAN_FIELDS = ("scan", "scan_kind")


def scan_fields() -> dict[str, forms.Field]:
    """The inputs for the scan of a paper on which an act was done before it is entered."""
    scan = Files(
        label="签字原件的扫描件或者照片",
        required=False,
        widget=Chooser(attrs={"accept": ACCEPTED}),
        help_text="可以选几份；与办理一并收入案卷，没有办成的不收入。当时的时间填在“办理时间”。",
    )
    return {
        "scan": scan,
        "scan_kind": forms.ChoiceField(label="证据种类", choices=KINDS, initial=OTHER, required=False),
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """One file with what it is called and of which kind it is."""

    file: UploadedFile
    title: str
    kind: str


class UploadForm(InWords):
    """Files with what they are and which file of the case they belong to."""

    file = Files(
        label="文件",
        required=False,
        widget=Chooser(attrs={"accept": ACCEPTED}),
        help_text="可以一次选几份：PDF、Word、Excel、图片、音频、视频或文本。",
    )
    photo = Files(
        label="拍照",
        required=False,
        widget=Chooser(attrs={"accept": "image/*", "capture": "environment"}),
        help_text="手机上直接拍摄；原样保存，以摘要固定。",
    )
    title = forms.CharField(
        label="名称",
        max_length=200,
        required=False,
        help_text="留空的用文件名；一次几份、不逐份填写的，依次加序号。",
    )
    # what a photograph or a recording proves by what it shows is judged by whoever hands it in: nothing is chosen for him
    kind = forms.ChoiceField(
        label="证据种类",
        choices=[("", "请选择"), *KINDS],
        required=False,
        widget=forms.Select(attrs={"required": True}),
        help_text="由您判断，不预先选定；一次几份的，可以逐份选。",
    )
    access = forms.ChoiceField(label="卷别", choices=[("main", "正卷"), ("secondary", "副卷")])
    from_whom = forms.CharField(label="提供人", max_length=100, required=False)
    taken_on = Day(label="取得日期", required=False)
    place = forms.CharField(label="取得地点", max_length=200, required=False)
    again = forms.BooleanField(
        label="案卷中已有的同一文件，仍再收入一次",
        required=False,
        help_text="不勾选的，已有的不再收入，并告诉您是哪一份。",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = [*values.get("file", ()), *values.get("photo", ())]
        if not chosen and not {"file", "photo"} & set(self.errors):
            self.add_error("file", "没有选择“文件”。请选择要收入的文件，或者拍照。")
        if len(chosen) > MOST_FILES:
            self.add_error("file", f"一次至多收入{MOST_FILES}份“文件”；实为{len(chosen)}份。请分几次收入。")
        if (
            not values.get("kind")
            and "kind" not in self.errors
            and not all(self._each("kind_of", len(chosen)))
        ):
            self.add_error("kind", "没有选择“证据种类”。请选择全部文件的种类，或者逐份选择。")
        return {**values, "chosen": chosen}

    def pieces(self) -> list[Piece]:
        """The files in the order in which they were chosen. Raises BadInputError for a name or kind that cannot be."""
        values, chosen = self.cleaned_data, self.cleaned_data["chosen"]
        titles, kinds = self._each("title_of", len(chosen)), self._each("kind_of", len(chosen))
        common = values["title"].strip()
        numbered = len(chosen) > 1
        return [
            Piece(
                file=file,
                title=_title(titles[n])
                or (f"{common}（{n + 1}）" if common and numbered else common)
                or _stem(file),
                kind=_kind(kinds[n]) or values["kind"],
            )
            for n, file in enumerate(chosen)
        ]

    def said_of_each(self) -> list[tuple[str, str, str]]:
        """What was said of each of several files, by the name of the file: for when they are chosen again."""
        if not hasattr(self.data, "getlist"):
            return []
        said = (self.data.getlist(name)[:MOST_FILES] for name in ("title_of", "kind_of", "name_of"))
        return list(zip(*said, strict=False))

    def common(self) -> dict[str, str]:
        """What holds of all the files, as it stands in the record."""
        values = self.cleaned_data
        said = {
            "access": values["access"],
            "from_whom": values["from_whom"],
            "place": values["place"],
            "taken_on": values["taken_on"].isoformat() if values["taken_on"] else "",
        }
        return {key: value for key, value in said.items() if value}

    def _each(self, name: str, count: int) -> list[str]:
        """What was said of each file by itself, where that was asked; else nothing of any."""
        said = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return list(said) if len(said) == count else [""] * count


def _title(said: str) -> str:
    title = said.strip()
    if len(title) > UploadForm.base_fields["title"].max_length:
        raise BadInputError(
            expected="至多200字", got=f"{len(title)}字", where="材料的名称", remedy="删减名称"
        )
    return title


def _kind(said: str) -> str:
    if said and said not in dict(KINDS):
        raise BadInputError(expected="所列的证据种类", got=said[:40], where="证据种类", remedy="从列表中选择")
    return said


def _stem(file: UploadedFile) -> str:
    """What a file is called, without the ending of its name."""
    return PurePath(file.name or "材料").stem.strip()[:200] or "材料"
