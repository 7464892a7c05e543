# SPDX-License-Identifier: MulanPSL-2.0
"""Checking and normalising what an act is to set: every error at once, in Chinese."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.identifiers import resident_id, uscc
from fadu.kernel.letters import is_a_word, is_reason, is_signs_alone
from fadu.kernel.money import yuan
from fadu.procedure.decision import Ground
from fadu.procedure.fields import choices_of
from fadu.procedure.model import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fadu.law import Law
    from fadu.procedure.model import Action, Procedure

#: no day of a record lies before or after these
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
#: the types of field in which somebody says something in words of their own; so much of it is repeated in a refusal
_TEXTS, SHOWN = frozenset({"text", "longtext"}), 20
#: what an action's payload may hold beside its fields: the party it is done for, the day it extends to
BESIDE = {
    "party": Field(key="party", title="当事人", type="party"),
    "until": Field(key="until", title="延长至", type="date"),
}


def checked(
    procedure: Procedure,
    action: Action,
    payload: Mapping[str, Any],
    law: Law,
    on: date,
    *,
    stands: Mapping[str, Any] | None = None,
) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """The payload in its normal form, and a ground for everything that is missing or wrong in it.

    A field of which something ``stands`` and that is sent in empty (None) is taken back, and its normal form is None; left out of the
    payload, it stays as it is. What is sealed is taken back by no empty field: nobody is shown that it stands.
    """
    grounds: list[Ground] = []
    normal: dict[str, Any] = {}
    for key in action.sets:
        if payload.get(key) in (None, "", [], ()):
            grounds.append(_missing(procedure.fields[key]))
    grounds += _empty_talk(procedure, action, payload)
    for key, value in payload.items():
        if (key in action.sets or key in action.may_set) and key in procedure.fields:
            _take_or_take_back(procedure.fields[key], value, law, on, stands or {}, normal, grounds)
        elif key == "party" and not action.per_party and value:
            grounds.append(_of_nobody(action))
        elif key in BESIDE and _takes_beside(action, key):
            _take(BESIDE[key], value, law, on, normal, grounds)
        elif key == "linked":
            normal[key] = _numbers(value, grounds)
        elif key in action.adds:
            before = len(grounds)
            normal[key] = _rows(procedure, key, action.adds[key], value, law, on, grounds)
            grounds[before:] = [replace(each, about=key) for each in grounds[before:]]
        else:
            grounds.append(_unknown(procedure, key, action))
    grounds += [_empty(procedure, action, name) for name in action.adds if not payload.get(name)]
    return normal, tuple(grounds)


def _take_or_take_back(
    field: Field,
    value: Any,
    law: Law,
    on: date,
    stands: Mapping[str, Any],
    normal: dict[str, Any],
    grounds: list[Ground],
) -> None:
    """A value as it is kept; a field sent in as nothing takes back what stands of it."""
    if value not in (None, "", [], ()):
        _take(field, value, law, on, normal, grounds)
    elif value is None and stands.get(field.key) is not None and not field.sealed:
        normal[field.key] = None


def _takes_beside(action: Action, key: str) -> bool:
    """Whether an act takes what stands beside its fields: a day only where it extends a term to a day it names."""
    return key != "until" or "until" in action.extends.values()


def _of_nobody(action: Action) -> Ground:
    """Against naming a party where an act is done for the whole case: what it says of one would be done to all."""
    return Ground(
        code="unknown_field",
        message=f"“{action.title}”对全案办理，不能只对其中一个当事人办理。",
        remedy="对全案办理的，去掉当事人；只对一个当事人的，选择对单个当事人的办理",
        form=True,
    )


def _take(
    field: Field, value: Any, law: Law, on: date, normal: dict[str, Any], grounds: list[Ground]
) -> None:
    problem = problem_of(field, value, law, on)
    if problem and field.sealed:
        problem = "填写有误；密封的内容不在此重复。"
    if problem:
        grounds.append(
            Ground(
                code="invalid",
                message=f"“{field.title}”{problem}",
                remedy=_remedy(field),
                form=True,
                about=field.key,
            )
        )
    else:
        normal[field.key] = _normal(field, value)


def _remedy(field: Field) -> str:
    """What to do about a value that was not taken; of what has a lower end, the least there is to fill in."""
    if field.type == "money":
        return f"改正“{field.title}”，填写不小于{yuan(field.minimum or 0)}元的金额"
    if field.type in {"integer", "percent"} and field.minimum is not None:
        return f"改正“{field.title}”，填写不小于{field.minimum}的整数"
    if field.counts:
        return f"改正“{field.title}”，填写{'大于零' if field.counts == 'positive' else '不小于零'}的数量"
    return f"改正“{field.title}”"


def _normal(field: Field, value: Any) -> Any:
    """A value in the one form in which it is kept: a day and a moment are written in one way, in rows too."""
    if field.type == "rows":
        columns = {column.key: column for column in field.columns}
        return [
            {key: _normal(columns[key], item) for key, item in row.items() if item != ""} for row in value
        ]
    if isinstance(value, str):
        return _WRITTEN.get(field.type, str)(value)
    return list(value) if isinstance(value, tuple) else value


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _moment(text: str) -> str:
    """To the minute where that is all there is; a moment of another zone as the legal time it is."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone(LEGAL_TIME)
    return moment.isoformat(timespec="seconds" if moment.second or moment.microsecond else "minutes")


_WRITTEN: dict[str, Callable[[str], str]] = {"date": _day, "datetime": _moment}


def _rows(
    procedure: Procedure,
    name: str,
    columns: tuple[str, ...],
    value: Any,
    law: Law,
    on: date,
    grounds: list[Ground],
) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple):
        message = f"“{list_title(procedure, name)}”应为若干行内容；实为“{value}”。"
        grounds.append(Ground(code="invalid", message=message, remedy="逐行填写", form=True))
        return []
    rows = []
    for number, row in enumerate(value, start=1):
        normal: dict[str, Any] = {}
        if not hasattr(row, "keys"):
            grounds.append(
                Ground(
                    code="invalid",
                    message=f"“{list_title(procedure, name)}”第{number}行应为若干栏内容；实为“{row}”。",
                    remedy="逐栏填写",
                    form=True,
                )
            )
            continue
        unknown = "、".join(str(key) for key in row if key not in columns)
        if unknown:
            titles = "、".join(procedure.fields[key].title for key in columns)
            message = f"第{number}行不含“{unknown}”一栏；可填的有：{titles}。"
            grounds.append(Ground(code="unknown_field", message=message, remedy="去掉这一栏", form=True))
        for key in columns:
            if row.get(key) not in (None, ""):
                _take(procedure.fields[key], row[key], law, on, normal, grounds)
        rows.append(normal)
    return rows


def list_title(procedure: Procedure, name: str) -> str:
    """What a list of rows is called: as its edition says, else as the field of that name, else its name."""
    field = procedure.fields.get(name)
    return procedure.lists.get(name) or (field.title if field else name)


def _numbers(value: Any, grounds: list[Ground]) -> list[str]:
    """The numbers of the cases an act links."""
    if isinstance(value, list | tuple) and all(isinstance(number, str) for number in value):
        return list(value)
    grounds.append(
        Ground(
            code="invalid",
            message=f"“关联案件”应为若干案号；实为“{value}”。",
            remedy="改正“关联案件”",
            form=True,
        )
    )
    return []


def _empty(procedure: Procedure, action: Action, name: str) -> Ground:
    title = list_title(procedure, name)
    columns = "、".join(procedure.fields[key].title for key in action.adds[name])
    return Ground(
        code="missing",
        message=f"“{action.title}”应至少填写一行“{title}”，一行也没有填写。",
        remedy=f"逐行填写：{columns}",
        form=True,
    )


def _missing(field: Field) -> Ground:
    return Ground(
        code="missing", message=f"没有填写“{field.title}”。", remedy=f"填写“{field.title}”", form=True
    )


def _empty_talk(procedure: Procedure, action: Action, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against a text that has to be said and says nothing: signs alone, and of a reason, asked for or not, not even a word."""
    for key in (*action.sets, *filter(is_reason, action.may_set)):
        field, value = procedure.fields[key], payload.get(key)
        if field.type not in _TEXTS or not isinstance(value, str):
            continue
        if not value or (key not in action.sets and not value.strip()):
            continue
        if is_signs_alone(value) or (is_reason(key) and not is_a_word(value)):
            yield _says_nothing(field, value)


def _says_nothing(field: Field, value: str) -> Ground:
    came = "" if field.sealed else f"（“{value[:SHOWN]}”）"
    return Ground(
        code="says_nothing",
        message=f"“{field.title}”没有说明任何内容{came}。",
        remedy=f"写明“{field.title}”",
        form=True,
        about=field.key,
    )


def _unknown(procedure: Procedure, key: str, action: Action) -> Ground:
    taken = (procedure.fields[each] for each in (*action.sets, *action.may_set) if each in procedure.fields)
    known = "、".join(f"{field.title}（{field.key}）" for field in taken) or "无"
    field = procedure.fields.get(key)
    return Ground(
        code="unknown_field",
        message=f"“{action.title}”不含内容“{field.title if field else key}”；可填的有：{known}。",
        remedy="去掉这一项",
        form=True,
    )


def problem_of(field: Field, value: Any, law: Law, on: date) -> str:
    """What is wrong with a value, as the end of a sentence; nothing where it is right."""
    if field.type in {"choice", "choices"}:
        return _choice_problem(field, value, choices_of(field, law, on))
    if field.type == "rows":
        return next(_row_problems(field, value, law, on), "")
    return next(_TYPES[field.type](field, value), "")


def _choice_problem(field: Field, value: Any, choices: Mapping[str, str]) -> str:
    values = [value] if field.type == "choice" else value
    if field.type == "choices" and not isinstance(value, list | tuple):
        return f"应为若干选项；实为“{value}”。"
    wrong = [str(item) for item in values if not isinstance(item, str) or item not in choices]
    return (
        f"应为{''.join(f'“{title}”' for title in choices.values())}之一；实为“{'、'.join(wrong)}”。"
        if wrong
        else ""
    )


def _row_problems(field: Field, value: Any, law: Law, on: date) -> Iterator[str]:
    if not isinstance(value, list | tuple) or not all(hasattr(row, "keys") for row in value):
        yield f"应为若干行内容；实为“{value}”。"
        return
    columns = {column.key: column for column in field.columns}
    for number, row in enumerate(value, start=1):
        for key, item in row.items():
            if key not in columns:
                yield f"第{number}行：没有“{key}”这一列；有：{'、'.join(c.title for c in field.columns)}。"
            elif item not in (None, "", [], ()) and (problem := problem_of(columns[key], item, law, on)):
                yield f"第{number}行“{columns[key].title}”{problem}"
        for column in field.columns:
            if column.type in _TELLS_ROWS_APART and row.get(column.key) in (None, ""):
                yield f"第{number}行没有填写“{column.title}”。"


#: without whom or when a row is about, it is about nothing
_TELLS_ROWS_APART = frozenset({"party", "date"})


def warnings_of(procedure: Procedure, payload: Mapping[str, Any]) -> list[str]:
    """What is odd but not refused: identity codes that fail their check digit (real ones exist)."""
    warnings: list[str] = []
    for key, value in payload.items():
        field = procedure.fields.get(key)
        if field is not None and field.type == "code" and isinstance(value, str) and not _is_code(value):
            warnings.append(f"“{field.title}”的校验位不符，请核对；确系如此的，照实登记。")
    return warnings


def _is_code(value: str) -> bool:
    return uscc.is_valid(value) or resident_id.is_valid(value)


def _text(field: Field, value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"应为文字；实为“{value}”。"
    elif field.counts and _LESS_THAN_NOTHING.search(value):
        yield f"不得为负数；实为“{value}”。"
    elif field.counts == "positive" and _NOTHING.match(value):
        yield f"应当大于零；实为“{value}”。"


#: a sign before a number that stands by itself ("2-3箱" is a span, "A-3" a model), and a text that says none
_LESS_THAN_NOTHING = re.compile(
    r"(?<![\w.])[-－﹣−‐‑–]\s*[\d.]|(?<!\w)负\s*[\d零一二两三四五六七八九十百千万半]"
)
_NOTHING = re.compile(r"\s*(?:[0０]+(?:[.．][0０]*)?\D*|零[个件箱瓶盒袋包台套份页支只条]?\s*)$")


def _date(field: Field, value: Any) -> Iterator[str]:
    try:
        yield from year_problems(date.fromisoformat(value))
    except (TypeError, ValueError):
        yield f"应为日期，如 2022-03-01；实为“{value}”。"


def _datetime(field: Field, value: Any) -> Iterator[str]:
    try:
        moment = datetime.fromisoformat(value)
        if len(value) <= len(date.min.isoformat()):
            raise ValueError  # a day alone is no moment: midnight was not meant
    except (TypeError, ValueError):
        yield f"应为日期和时间，如 2022-03-01 09:30；实为“{value}”。"
        return
    yield from year_problems(moment.date())


def year_problems(day: date) -> Iterator[str]:
    """What is wrong with a day that no record can mean, as the end of a sentence: its year was mistyped."""
    if not EARLIEST <= day <= LATEST:
        yield f"应为{EARLIEST.year}年至{LATEST.year}年之间的日期；实为“{day}”。"


def _integer(field: Field, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"应为整数；实为“{value}”。"
    elif field.minimum is not None and value < field.minimum:
        yield f"不得小于{field.minimum}；实为{value}。"
    elif field.maximum is not None and value > field.maximum:
        yield f"不得大于{field.maximum}；实为{value}。"


def _money(field: Field, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"应为以分计的整数金额；实为“{value}”。"
    elif value < 0:
        yield f"不得为负数；实为{yuan(value)}元。"
    elif field.minimum is not None and value < field.minimum:
        yield f"不得小于{yuan(field.minimum)}元；实为{yuan(value)}元。"
    elif field.maximum is not None and value > field.maximum:
        yield f"不得大于{yuan(field.maximum)}元；实为{yuan(value)}元。"


def _boolean(field: Field, value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"应为“是”或“否”；实为“{value}”。"


_TYPES: dict[str, Callable[[Field, Any], Iterator[str]]] = {
    "text": _text,
    "longtext": _text,
    "code": _text,
    "party": _text,
    "officer": _text,
    "date": _date,
    "datetime": _datetime,
    "integer": _integer,
    "percent": _integer,
    "money": _money,
    "boolean": _boolean,
}
