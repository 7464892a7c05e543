# SPDX-License-Identifier: MulanPSL-2.0
"""Every indicator there is: those of the kinds of case, of this room, and what rooms above offer. Whoever offers nonsense is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, IntegerField, JSONField

from fadu.cases import registry
from fadu.figures import compiling
from fadu.figures.conditions import OF_THE_CASE, No, Some
from fadu.figures.indicators import Pending, Rows, Separated, Standing, Steps
from fadu.kernel.errors import FaduError, UnknownNameError
from fadu.kernel.kinds import handed_down

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import Model

    from fadu.figures.conditions import Condition
    from fadu.figures.indicators import Indicator


class IndicatorError(FaduError):
    """指标定义有误。"""

    code = "indicator"


_offered: dict[str, tuple[Indicator, ...]] = {}


def offer(room: str, indicators: Iterable[Indicator]) -> None:
    """Let a room bring indicators of its own, once, when Django is up."""
    if room in _offered:
        raise IndicatorError(f"“{room}”提供了两次指标。")
    _offered[room] = tuple(indicators)


def indicators() -> Mapping[str, Indicator]:
    """All indicators by code, in order of their codes. Raises IndicatorError for one that cannot be computed."""
    return handed_down().derived(
        "indicators", lambda: {code: defined for code, (_, defined) in _all().items()}
    )


def indicator(code: str) -> Indicator:
    """The indicator of a code, or an error with the nearest codes."""
    try:
        return indicators()[code]
    except KeyError:
        raise UnknownNameError("指标", code, indicators()) from None


def parts_of(code: str) -> tuple[str, ...]:
    """The codes of what contributes to a joint indicator."""
    return tuple(part for part, one in indicators().items() if one.part_of == code)


def kind_of(code: str) -> str:
    """The kind of case whose records alone can move an indicator; empty where any may."""
    return handed_down().derived("kinds of indicators", _kinds)[code]


def _all() -> dict[str, tuple[str, Indicator]]:
    """Code -> the kind or room that offers it, and the indicator."""
    by_code: dict[str, tuple[str, Indicator]] = {}
    for source, offered in _sources():
        for one in offered:
            if one.code in by_code:
                raise IndicatorError(f"指标“{one.code}”定义了两次（{by_code[one.code][0]}、{source}）。")
            by_code[one.code] = (source, one)
    faults = [fault for source, one in by_code.values() for fault in faults_of(one, by_code, source)]
    if faults:
        raise IndicatorError("；".join(faults))
    return dict(sorted(by_code.items()))


def _sources() -> Iterator[tuple[str, Iterable[Indicator]]]:
    yield from _offered.items()
    for furnishing in registry.furnishings():
        if module := furnishing.indicators():
            yield furnishing.kind, module.INDICATORS


def _kinds() -> dict[str, str]:
    return {code: _one_kind(source, one.rows) for code, (source, one) in _all().items()}


def _one_kind(source: str, rows: object) -> str:
    match rows:
        case Steps(kind=kind):
            return kind
        case Separated(rows=inner):
            return _one_kind(source, inner)
        case Rows(where=where):
            asked = {condition.column: condition for condition in where if hasattr(condition, "column")}
            named = getattr(asked.get("case__kind"), "value", "")
            return named or (source if source in handed_down() else "")
    return ""


# -- what may be offered --------------------------------------------------------------------------


def faults_of(one: Indicator, known: Mapping[str, object], source: str) -> Iterator[str]:
    """What is wrong with an indicator, in sentences. A kind of case brings values only, no queries."""
    where = f"指标“{one.code}”（{source}）"
    ways = [one.rows is not None, one.joint, one.over is not None, one.measure == "rate"]
    if sum(ways) != 1:
        yield f"{where}应当只有一种取数方式：记录、合并、比率之一"
    if one.measure == "rate" and not (one.numerator and one.denominator):
        yield f"{where}是比率，应当写明分子和分母"
    for code in (*one.within, *one.sum_of, *filter(None, (one.part_of, one.numerator, one.denominator))):
        if code not in known:
            yield f"{where}引用的指标“{code}”不存在"
    if source in handed_down() and (isinstance(one.rows, Standing) or one.over is not None):
        yield f"{where}应当只写数值，不自带查询"
    if one.measure == "sum" and isinstance(one.rows, Rows) and not one.rows.amounts:
        yield f"{where}是合计，应当写明金额栏"
    if isinstance(one.rows, Pending):
        days = (one.rows.since, *one.rows.until)
        yield from (
            f"{where}：“{day}”不是日期栏"
            for day in days
            if not isinstance(_field(one.rows.of, day), DateField)
        )
    for rows in _rows_in(one):
        yield from (f"{where}：{fault}" for fault in _faults(rows))


def _rows_in(one: Indicator) -> Iterator[Rows]:
    own = one.rows.rows if isinstance(one.rows, Separated) else one.rows
    yield from (rows for rows in (own, *one.kept) if isinstance(rows, Rows))


def _faults(rows: Rows) -> Iterator[str]:
    if not isinstance(_field(rows.of, rows.on), DateField):
        yield f"“{rows.on}”不是日期栏"
    for column in rows.amounts:
        if not isinstance(_field(rows.of, column), IntegerField):
            yield f"“{column}”不是整数栏，不能合计"
    for column in (*rows.detail, f"{rows.case}__number", *filter(None, [rows.first_of])):
        if _field(rows.of, column) is None:
            yield f"没有“{column}”这一栏"
    yield from _bad_columns(rows.of, rows.where)


def _bad_columns(model: type[Model], where: Iterable[Condition]) -> Iterator[str]:
    for condition in where:
        if isinstance(condition, Some | No):
            relation = _field(model, condition.table)
            if relation is None or relation.related_model is None:
                yield f"没有“{condition.table}”这一附表"
            else:
                yield from _bad_columns(relation.related_model, condition.where)
            continue
        for column in filter(None, (condition.column, getattr(condition, "other", ""))):
            if column.startswith("case__") and column not in OF_THE_CASE:
                yield f"不能按案件的“{column}”取数，只能按{'、'.join(OF_THE_CASE)}"
            elif _field(model, column) is None or isinstance(_field(model, column), JSONField):
                yield f"没有“{column}”这一栏"


def _field(model: type[Model], path: str) -> Any:
    try:
        return compiling.field_at(model, path)
    except FieldDoesNotExist:
        return None
