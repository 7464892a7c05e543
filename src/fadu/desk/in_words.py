# SPDX-License-Identifier: MulanPSL-2.0
"""What is wrong with what was typed, in words: which field, what was expected, what came, and what to do.

The framework has sentences of its own for each kind of field, without the field's name and without an example. Every form of the
desk derives from ``InWords``, which says each of them anew; what the forms and the engine say themselves stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from fadu.kernel.letters import is_a_word, is_reason, is_signs_alone
from fadu.kernel.plain_days import no_such_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: so much of what was typed is repeated in the sentence about it
SHOWN = 40
#: what is said of a list whose hidden counters did not come back with it
_LIST = "这张表格没有完整送达，其中各行没有读到。请刷新本页，重新填写后提交。"
LIST_WORDS = {"missing_management_form": _LIST, "too_many_forms": "行数太多。请分几次办理。"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a form: the id of the input it is about (empty: none), and the sentence."""

    place: str
    words: str


class InWords(forms.Form):
    """A form that says what is wrong with what was typed to it in Chinese, by the name of the field."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Note an error; what the framework would say is said in our words."""
        if isinstance(field, str) and isinstance(error, ValidationError) and not hasattr(error, "error_dict"):
            error = ValidationError([self._worded(field, each) for each in error.error_list])
        super().add_error(field, error)

    def _clean_fields(self) -> None:
        """Read the fields; a text that has to be said, and a reason, says something."""
        super()._clean_fields()
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if isinstance(value, str) and value and _is_empty_talk(name, field, value):
                self.add_error(name, f"“{field.label}”没有说明任何内容；实为“{value[:SHOWN]}”。请写明。")

    def _worded(self, name: str, error: ValidationError) -> ValidationError:
        word = WORDS.get(str(error.code))
        if word is None:
            return error
        said = _Came(self.fields[name], self._typed(name), dict(error.params or {}))
        return ValidationError(word(said), code=error.code)

    def _typed(self, name: str) -> str:
        field, place = self.fields[name], self.add_prefix(name)
        came = field.widget.value_from_datadict(self.data, self.files, place)
        return "、".join(map(str, came)) if isinstance(came, list | tuple) else str(came or "")

    def faults(self) -> list[Fault]:
        """All that is wrong with the form itself, in the order of its fields; nothing before it was sent in."""
        if not self.is_bound:
            return []
        general = [Fault("", str(each)) for each in self.errors.get(NON_FIELD_ERRORS, ())]
        return general + [
            Fault(self[name].id_for_label or self[name].auto_id, by_name(field.label, str(each)))
            for name, field in self.fields.items()
            for each in self.errors.get(name, ())
        ]

    def all_faults(self) -> list[Fault]:
        """All that is wrong with the form and with the rows of its lists."""
        return faults_in([self])


def _is_empty_talk(name: str, field: forms.Field, value: str) -> bool:
    """Whether what was typed into a field that asks for words says nothing: signs alone, and of a reason not even a word."""
    widget = field.widget
    asks_for_words = (
        type(field) is forms.CharField
        and not widget.is_hidden
        and not isinstance(widget, forms.PasswordInput)
    )
    if not asks_for_words:
        return False
    return (field.required and is_signs_alone(value)) or (is_reason(name) and not is_a_word(value))


@dataclass(frozen=True, slots=True)
class _Came:
    """What came for a field, and what the framework says of it."""

    field: forms.Field
    typed: str
    params: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"“{self.field.label}”"

    @property
    def shown(self) -> str:
        """What was typed, or its beginning."""
        return self.typed if len(self.typed) <= SHOWN else f"{self.typed[:SHOWN]}……"

    def __getitem__(self, key: str) -> Any:
        return self.params.get(key, "")


def by_name(label: Any, words: str) -> str:
    """A sentence that says which field it is about."""
    return words if str(label) in words else f"“{label}”：{words}"


#: kind of field -> what is expected, with an example, and what to write; the first that fits
_EXPECTED: tuple[tuple[type[forms.Field], str, str], ...] = (
    (forms.DateTimeField, "日期和时刻，如 2022-03-01 09:30", "写成如上的日期和时刻"),
    (forms.DateField, "日期，如 2022-03-01", "写成如上的日期"),
    (forms.DecimalField, "数字，如 20 或者 0.5", "改为数字，不带单位"),
    (forms.IntegerField, "整数，如 3", "改为整数，不带单位"),
    (forms.EmailField, "邮箱，如 zhang@qinghe.gov.cn", "写成如上的邮箱"),
    (forms.FileField, "一份文件", "重新选择文件，再提交一次"),
    (forms.Field, "可以读出的内容", "改正后再提交"),
)


def _required(came: _Came) -> str:
    field = came.field
    if isinstance(field, forms.FileField):
        return f"没有选择{came.name}。请选择要上传的文件。"
    if isinstance(field, forms.ChoiceField):
        return f"{came.name}应当选定；没有选择。请从所列的选项中选择。"
    if isinstance(field, forms.BooleanField):
        return f"{came.name}应当勾选；没有勾选。"
    expected = next((what for kind, what, _ in _EXPECTED if isinstance(field, kind)), "")
    example = f"，应为{expected}" if isinstance(field, forms.DateField | forms.IntegerField) else ""
    return f"{came.name}应当填写；没有填写。请填写{example}。"


def _invalid(came: _Came) -> str:
    expected, remedy = next((what, then) for kind, what, then in _EXPECTED if isinstance(came.field, kind))
    if isinstance(came.field, forms.DateField | forms.DateTimeField) and (missing := no_such_day(came.typed)):
        return f"{came.name}应为{expected}；实为“{came.shown}”，{missing}。请改正日期。"
    if isinstance(came.field, forms.FileField):
        return f"{came.name}应为{expected}；没有收到文件。请{remedy}。"
    return f"{came.name}应为{expected}；实为“{came.shown}”。请{remedy}。"


def _no_choice(came: _Came) -> str:
    wrong = str(came["value"] or came.typed)[:SHOWN]
    return f"{came.name}应为所列的选项之一；实为“{wrong}”，不在其中（可能刚刚有变动）。请重新选择。"


def _too_long(came: _Came) -> str:
    most, length = came["limit_value"] or came["max"], came["show_value"] or came["length"]
    return (
        f"{came.name}至多{most}字；实为{length}字。请删减{int(length) - int(most)}字以上，长的内容另附材料。"
    )


def _too_short(came: _Came) -> str:
    return f"{came.name}至少{came['limit_value']}字；实为{came['show_value']}字。请补充。"


def _too_small(came: _Came) -> str:
    return f"{came.name}不得小于{came['limit_value']}；实为{came['show_value']}。请改为不小于{came['limit_value']}的数。"


def _too_large(came: _Came) -> str:
    return f"{came.name}不得大于{came['limit_value']}；实为{came['show_value']}。请改为不大于{came['limit_value']}的数。"


def _digits(came: _Came) -> str:
    return f"{came.name}至多{came['max']}位；实为“{came.shown}”。请核对位数。"


#: code of an error of the framework -> our sentence
WORDS: Mapping[str, Callable[[_Came], str]] = {
    "required": _required,
    "invalid": _invalid,
    "invalid_list": _invalid,
    "invalid_choice": _no_choice,
    "max_length": _too_long,
    "min_length": _too_short,
    "min_value": _too_small,
    "max_value": _too_large,
    "max_digits": _digits,
    "max_whole_digits": _digits,
    "max_decimal_places": lambda came: (
        f"{came.name}小数至多{came['max']}位；实为“{came.shown}”。请改为{came['max']}位以内的小数。"
    ),
    "empty": lambda came: f"{came.name}是空的（0字节）。请重新选择有内容的文件。",
    "missing": lambda came: f"没有收到{came.name}。请重新选择文件，再提交一次。",
    "contradiction": lambda came: f"{came.name}既选了文件又选了清除。请只选其中一项。",
    "null_characters_not_allowed": lambda came: (
        f"{came.name}含有不能保存的控制字符（空字符）。请删去后重新键入，不要从其他程序粘贴。"
    ),
}


def faults_in(forms_: Iterable[Any]) -> list[Fault]:
    """All that is wrong with the forms of a page and with the rows of their lists, in the order in which they stand."""
    return [fault for form in forms_ for fault in _of_one(form)]


def _of_one(form: Any) -> Iterator[Fault]:
    yield from form.faults()
    for formset in getattr(form, "lists", {}).values():
        if not formset.is_bound:
            continue
        yield from (Fault("", f"{formset.title}：{each}") for each in formset.non_form_errors())
        for place, row in enumerate(formset, start=1):
            yield from (
                Fault(fault.place, f"{formset.title}第{place}行：{fault.words}") for fault in row.faults()
            )
