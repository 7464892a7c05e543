# SPDX-License-Identifier: MulanPSL-2.0
"""Roles, separations, conditions, fields, stages and interruptions: the words a procedure is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from fadu.kernel.yaml_reader import Map, Seq
from fadu.procedure.loading.place import items
from fadu.procedure.model import (
    BLANK,
    ENDED,
    OPEN,
    START,
    Apart,
    AtMost,
    BasesRule,
    Choice,
    Condition,
    Field,
    FieldType,
    Followed,
    Interruption,
    LinkWords,
    Role,
    Stage,
    SubjectRule,
    WayStep,
)

if TYPE_CHECKING:
    from typing import Any

    from fadu.kernel.problems import Source
    from fadu.procedure.loading.place import Place
    from fadu.procedure.model import Again

_ROLE = (
    "title",
    "post",
    "capacity",
    "sealed",
    "may_be_unknown",
    "natural",
    "other_body",
    "also",
    "together",
    "certified",
    "qualified",
    "assigned_by",
    "cites",
    "named_by",
)
#: what is said of a party's role alone
_OF_PARTIES = ("sealed", "may_be_unknown", "natural", "other_body")
_CONDITION = ("title", "fact", "field", "equals", "not", "cites", "decided_by")
_FIELD = (
    "title",
    "type",
    "choices",
    "options",
    "without",
    "suggests",
    "ahead",
    "not_past",
    "past_because",
    "outside",
    "not_after",
    "unless",
    "not_before",
    "not_below",
    "counts",
    "columns",
    "sealed",
    "secondary",
    "min",
    "max",
    "help",
    "example",
    "rare",
    "blank",
)
#: what a stage says under ``affirms`` that affirms a proposal only once it was changed
ONCE_CHANGED = "once_changed"
_COUNTS = ("positive", "not_negative")
_AGAIN = ("unchanged", "supplemented")
_STAGE = ("title", "final", "outcome", "affirms", "again", "no_limit_because", "way")
_INTERRUPTION = (
    "title",
    "start",
    "end",
    "by",
    "manner",
    "goes_on",
    "several",
    "allows",
    "told_in_writing",
    "at_most",
    "cites",
)


def role(place: Place, key: str, value: Any, source: Source) -> Role:
    """A role: an officer's by post, or a party's by capacity."""
    what = f"角色“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _ROLE, what)
    post, capacity = place.texts(block, "post", what), place.text(block, "capacity", what, "")
    if bool(post) == bool(capacity):
        place.fail(source, f"{what}应有岗位（post）或者当事人身份（capacity），二者只取其一。")
    for flag in _OF_PARTIES:
        if post and place.flag(block, flag, what):
            place.fail(source, f"{what}由岗位担任，“{flag}”只用于当事人身份（capacity）。")
    together = place.number(block, "together", what)
    naming = place.part(block, "named_by")
    return Role(
        key=key,
        title=place.text(block, "title", what, capacity or key),
        post=post,
        capacity=capacity,
        sealed=place.flag(block, "sealed", what),
        may_be_unknown=place.flag(block, "may_be_unknown", what),
        natural=place.flag(block, "natural", what),
        other_body=place.flag(block, "other_body", what),
        also=place.texts(block, "also", what),
        together=1 if together is None else together,
        certified=place.flag(block, "certified", what),
        qualified=place.flag(block, "qualified", what),
        assigned_by=place.text(block, "assigned_by", what, ""),
        cites=place.cites(block, "cites", what),
        named_by={action: place.cites(naming, action, what) for action in naming},
        source=source,
    )


def apart(place: Place, value: Any, source: Source) -> Apart:
    """Roles no one person may combine."""
    block = place.mapping(value, source, "分离的角色")
    place.known(block, ("roles", "cites"), "分离的角色")
    roles = place.texts(block, "roles", "分离的角色")
    if len(set(roles)) < 2:
        place.fail(source, "分离的角色至少要有两个不同的角色。")
    return Apart(roles=roles, cites=place.cites(block, "cites", "分离的角色"), source=source)


def subject(place: Place, key: str, value: Any, source: Source) -> SubjectRule:
    """The fields that say what a case is about in a catalogue of special law."""
    what = f"目录“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, ("field", "about"), what)
    return SubjectRule(
        catalogue=key,
        field=place.text(block, "field", what),
        about=place.texts(block, "about", what),
        source=source,
    )


def bases(place: Place, top: Map) -> BasesRule | None:
    """Where the bases of the decision are written down: ``bases: {field: rows, column: key of the catalogue}``."""
    if "bases" not in top:
        return None
    what = "处罚依据所在（bases）"
    block = place.part(top, "bases")
    place.known(block, ("field", "column"), what)
    return BasesRule(
        field=place.text(block, "field", what),
        column=place.text(block, "column", what),
        source=top.at("bases"),
    )


def link(place: Place, key: str, value: Any, source: Source) -> LinkWords:
    """What two linked cases are to one another."""
    what = f"关联“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, ("here", "there", "followed"), what)
    return LinkWords(
        here=place.text(block, "here", what),
        there=place.text(block, "there", what),
        followed=_followed(place, place.part(block, "followed"), what) if "followed" in block else None,
    )


def _followed(place: Place, block: Map, link: str) -> Followed:
    """The acts that two linked cases do as one decision."""
    what = f"{link}的同一决定（followed）"
    place.known(block, ("matter", "by", "after", "denied", "cites"), what)
    by, after = place.texts(block, "by", what), place.texts(block, "after", what)
    if not by or not after:
        place.fail(block.source, f"{what}应写明本程序的动作（after）和对方的动作（by）；实缺其一。")
    return Followed(
        matter=place.text(block, "matter", what),
        by=by,
        after=after,
        denied=place.texts(block, "denied", what),
        cites=place.cites(block, "cites", what),
        source=block.source,
    )


def list_title(place: Place, key: str, value: Any, source: Source) -> str:
    """What a list of rows is called."""
    if not isinstance(value, str) or not value:
        place.fail(source, f"明细“{key}”应为名称；实为“{value}”。")
    return value


def condition(place: Place, key: str, value: Any, source: Source) -> Condition:
    """A named fact, or a field compared with a value."""
    what = f"条件“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _CONDITION, what)
    fact, of_field = place.text(block, "fact", what, ""), place.text(block, "field", what, "")
    if bool(fact) == bool(of_field):
        place.fail(source, f"{what}应有事实（fact）或者字段（field），二者只取其一。")
    equals = block.get("equals", ())
    return Condition(
        key=key,
        fact=fact,
        field=of_field,
        equals=tuple(equals) if isinstance(equals, Seq | tuple) else (equals,),
        negated=place.flag(block, "not", what),
        cites=place.cites(block, "cites", what),
        title=place.text(block, "title", what, key),
        decided_by=place.text(block, "decided_by", what, ""),
        source=source,
    )


def field(place: Place, key: str, value: Any, source: Source) -> Field:
    """A typed value."""
    what = f"字段“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _FIELD, what)
    kind = place.one_of(block, "type", what, get_args(FieldType))
    choices = place.part(block, "choices")
    options = place.text(block, "options", what, "")
    if kind in {"choice", "choices"} and bool(choices) == bool(options):
        place.fail(source, f"{what}应有选项（choices）或者法律清单（options），二者只取其一。")
    without = place.texts(block, "without", what)
    if without and not options:
        place.fail(source, f"{what}：有法律清单（options）才写 without。")
    ahead = place.flag(block, "ahead", what)
    if ahead and kind not in ("date", "datetime"):
        place.fail(source, f"{what}不是日期（date、datetime），不写 ahead。")
    not_past, past_because = place.flag(block, "not_past", what), place.text(block, "past_because", what, "")
    if (not_past or past_because) and (not ahead or (not_past and past_because)):
        place.fail(
            source,
            f"{what}：只有可以在将来的日期（ahead: true）才写 not_past 或者 past_because，二者只取其一。",
        )
    outside = place.flag(block, "outside", what)
    if outside and (ahead or kind not in ("date", "datetime")):
        place.fail(source, f"{what}：只有已经发生的日期（date、datetime，不写 ahead）才写 outside。")
    not_after, unless = (place.text(block, name, what, "") for name in ("not_after", "unless"))
    if (not_after and kind != "date") or (unless and not not_after):
        place.fail(source, f"{what}：只有日期（date）才写 not_after，写了 not_after 才写 unless。")
    not_before, not_below, counts = _bounds(place, block, kind, what)
    columns = place.part(block, "columns")
    if (kind == "rows") != bool(columns):
        place.fail(source, f"{what}：只有 rows 类型有各列（columns），而且必须有。")
    blank = place.one_of(block, "blank", what, BLANK) if "blank" in block else ""
    if blank and kind != "boolean":
        place.fail(source, f"{what}：只有是否（boolean）才写 blank。")
    return Field(
        key=key,
        title=place.text(block, "title", what),
        type=cast("FieldType", kind),
        choices=tuple(Choice(key=name, title=place.text(choices, name, what)) for name in choices),
        options=options,
        without=without,
        ahead=ahead,
        not_past=not_past,
        past_because=past_because,
        outside=outside,
        not_after=not_after,
        unless=unless,
        not_before=not_before,
        not_below=not_below,
        counts=counts,
        suggests=place.text(block, "suggests", what, ""),
        columns=tuple(field(place, name, columns[name], columns.at(name)) for name in columns),
        minimum=place.number(block, "min", what),
        maximum=place.number(block, "max", what),
        sealed=place.flag(block, "sealed", what),
        secondary=place.flag(block, "secondary", what),
        help=place.text(block, "help", what, ""),
        example=place.text(block, "example", what, ""),
        rare=place.flag(block, "rare", what),
        blank=blank,
        source=source,
    )


def _bounds(place: Place, block: Map, kind: str, what: str) -> tuple[str, str, str]:
    """The field a value is not before, the one it is not below, and what a text counts; each of its own types alone."""
    not_before, not_below = (place.text(block, name, what, "") for name in ("not_before", "not_below"))
    counts = place.one_of(block, "counts", what, _COUNTS) if "counts" in block else ""
    if not_before and kind not in ("date", "datetime"):
        place.fail(block.source, f"{what}：只有日期（date、datetime）才写 not_before。")
    if not_below and kind not in ("integer", "percent", "money"):
        place.fail(block.source, f"{what}：只有数字、金额（integer、percent、money）才写 not_below。")
    if counts and kind != "text":
        place.fail(block.source, f"{what}：只有写数量的文字（text）才写 counts；数字写下限（min）。")
    return not_before, not_below, counts


def stage(place: Place, key: str, value: Any, source: Source) -> Stage:
    """A stage: its title alone, or a mapping."""
    what = f"阶段“{key}”"
    if key in (START, OPEN, ENDED):
        place.fail(source, f"{what}不能用：{START}、{OPEN}、{ENDED} 已有固定含义。")
    if not isinstance(value, Map):
        if not isinstance(value, str):
            place.fail(source, f"{what}应写标题。")
        return Stage(key=key, title=value, source=source)
    place.known(value, _STAGE, what)
    once_changed = value.get("affirms") == ONCE_CHANGED
    final, affirms = place.flag(value, "final", what), once_changed or place.flag(value, "affirms", what)
    if affirms and not final:
        place.fail(source, f"{what}写有 affirms，但不是办结环节；只有办结的结果才能作为后续办理的依据。")
    again = place.one_of(value, "again", what, _AGAIN) if "again" in value else ""
    if again and (affirms or not final):
        place.fail(source, f"{what}写有 again，应为没有同意（不写 affirms）的办结环节。")
    return Stage(
        key=key,
        title=place.text(value, "title", what),
        final=final,
        outcome=place.text(value, "outcome", what, key if final else ""),
        affirms=affirms,
        once_changed=once_changed,
        again=cast("Again", again),
        no_limit_because=place.text(value, "no_limit_because", what, ""),
        way=tuple(way_step(place, item, at, what) for item, at in items(value, "way")),
        source=source,
    )


def beside(place: Place, value: Any, source: Source) -> WayStep:
    """An act that is due beside the way: ``{do, after, settled_by, when, called}``, ``{do, within, also, when, called}`` or
    ``{do, missed, settled_by, also, when, called}``. Raises DefinitionError.
    """
    step = way_step(place, value, source, "并行应办（beside）")
    if not step.action or [bool(step.after), bool(step.within), bool(step.missed)].count(True) != 1:
        place.fail(
            source,
            "并行应办（beside）的每一项写明办理什么（do），并写因何而办（after）、在哪一期限内办（within）"
            "或者当事人的哪一期限届满未履行而办（missed），三者只写其一。",
        )
    return step


def way_step(place: Place, value: Any, source: Source, what: str) -> WayStep:
    """A step of the straight way: an action by its key, or ``{do|wait|child: …, until, when}``."""
    if isinstance(value, str):
        return WayStep(action=value, source=source)
    what = f"{what}的通常办理（way）"
    block = place.mapping(value, source, what)
    place.known(
        block,
        ("do", "wait", "child", "until", "when", "after", "settled_by", "within", "missed", "also", "called"),
        what,
    )
    if sum(name in block for name in ("do", "wait", "child")) != 1 or ("wait" in block) != ("until" in block):
        place.fail(
            source,
            f"{what}的每一步写一项：do（办理）、wait（等待，并写 until 时钟）或者 child（等待子程序）。",
        )
    if "do" not in block and {"after", "settled_by", "called"} & block.keys():
        place.fail(source, f"{what}：after、settled_by、called 只用于办理（do）。")
    own = {"within", "missed"} & block.keys()
    if ("also" in block and not own) or (own and not what.startswith("并行")):
        place.fail(
            source, f"{what}：within、missed 只用于并行应办（beside），also 只与 within 或者 missed 同写。"
        )
    if "settled_by" in block and not {"after", "missed"} & block.keys():
        place.fail(source, f"{what}：写了 settled_by，应当同时写明因何而办（after、missed）。")
    return WayStep(
        action=place.text(block, "do", what, ""),
        after=place.texts(block, "after", what),
        settled_by=place.texts(block, "settled_by", what),
        within=place.text(block, "within", what, ""),
        missed=place.texts(block, "missed", what),
        also=place.text(block, "also", what, ""),
        called=place.text(block, "called", what, ""),
        waits_for=place.text(block, "wait", what, ""),
        until=place.text(block, "until", what, ""),
        child=place.text(block, "child", what, ""),
        when=place.texts(block, "when", what),
        source=source,
    )


def _at_most(place: Place, block: Map, what: str) -> AtMost | None:
    if "at_most" not in block:
        return None
    value = place.part(block, "at_most")
    place.known(value, ("field", "unit"), f"{what}的 at_most")
    unit = place.one_of(value, "unit", what, ("working_day", "calendar_day"))
    return AtMost(
        field=place.text(value, "field", what),
        unit="working_day" if unit == "working_day" else "calendar_day",
    )


def interruption(place: Place, key: str, value: Any, source: Source) -> Interruption:
    """Something that runs beside a stage."""
    what = f"中断“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _INTERRUPTION, what)
    goes_on = place.flag(block, "goes_on", what)
    if goes_on == ("allows" in block):
        place.fail(
            block.source,
            f"{what}应写明其间案件照常办理（goes_on: true），或者案件停止、只许办理哪些动作（allows），二者只取其一。",
        )
    return Interruption(
        key=key,
        title=place.text(block, "title", what, key),
        start=place.text(block, "start", what),
        end=place.text(block, "end", what),
        by=place.text(block, "by", what, ""),
        manner=place.text(block, "manner", what, ""),
        goes_on=goes_on,
        several=place.flag(block, "several", what),
        allows=place.texts(block, "allows", what),
        told_in_writing=place.flag(block, "told_in_writing", what),
        at_most=_at_most(place, block, what),
        cites=place.cites(block, "cites", what),
        source=source,
    )
