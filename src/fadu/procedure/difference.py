# SPDX-License-Identifier: MulanPSL-2.0
"""What an amendment changed: two editions of a procedure compared, in sentences a lawyer reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.checker.clocks import limit_words
from fadu.procedure.checker.never import claims_of, guard_words, title_of
from fadu.procedure.model import BY_LAW, ENDED, OPEN, START

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.model import Action, ClockRule, Field, Procedure, Role, Stage, Trigger


def difference(a: Procedure, b: Procedure, *, law: Law | None = None) -> list[str]:
    """The sentences that say what edition ``b`` changed against ``a``; none where they say the same.

    With ``law``, the length of each limit is compared as of the date of each edition.
    """
    return [
        *_words(a, b),
        *_parts("阶段", a.stages, b.stages, lambda x, y: _stage(x, y)),
        *_parts("角色", a.roles, b.roles, lambda x, y: _role(x, y)),
        *_aparts(a, b),
        *_parts("时钟", a.clocks, b.clocks, lambda x, y: _clock(a, b, x, y, law)),
        *_parts("动作", a.actions, b.actions, lambda x, y: _action(a, b, x, y)),
        *_parts("字段", a.fields, b.fields, lambda x, y: _field(x, y)),
        *_parts("条件", a.conditions, b.conditions, lambda x, y: _simple("条件", x, y, ("fact", "field", "equals", "negated", "cites"))),
        *_parts("中断", a.interruptions, b.interruptions, lambda x, y: _simple("中断", x, y, ("start", "end", "by", "cites"))),
        *_assurances(a, b),
        *(_running(b) if a.edition != b.edition else ()),
    ]


def _words(a: Procedure, b: Procedure) -> Iterator[str]:
    if a.title != b.title:
        yield f"程序名称由“{a.title}”改为“{b.title}”。"
    yield from _lists("程序", "依据的法律文件", a.cites, b.cites)
    if a.number != b.number:
        yield f"案号格式由“{a.number or '缺省'}”改为“{b.number or '缺省'}”。"
    if a.replay_only != b.replay_only:
        yield "只供回放历史案件的版本改为可以办理新案件的版本。" if a.replay_only else "改为只供回放历史案件。"


def _parts(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], compare: Callable[[Any, Any], Iterator[str]]
) -> Iterator[str]:
    for key in new:
        if key not in old:
            cites = "、".join(getattr(new[key], "cites", ()))
            yield f"新增{name}“{new[key].title or key}”" + (f"（{cites}）。" if cites else "。")
    for key in old:
        if key not in new:
            yield f"删去{name}“{old[key].title or key}”。"
    for key in new:
        if key in old:
            yield from compare(old[key], new[key])


def _lists(what: str, name: str, old: Any, new: Any, title: Callable[[str], str] = str) -> Iterator[str]:
    added, gone = [title(x) for x in new if x not in old], [title(x) for x in old if x not in new]
    if added and gone:
        yield f"{what}：{name}由“{'、'.join(gone)}”改为“{'、'.join(added)}”。"
    elif added:
        yield f"{what}：{name}增加“{'、'.join(added)}”。"
    elif gone:
        yield f"{what}：{name}去掉“{'、'.join(gone)}”。"


def _simple(name: str, x: Any, y: Any, attributes: tuple[str, ...]) -> Iterator[str]:
    what = f"{name}“{y.title or y.key}”"
    if x.title != y.title:
        yield f"{name}“{x.title}”改称“{y.title}”。"
    for attribute in attributes:
        old, new = getattr(x, attribute), getattr(y, attribute)
        if old == new:
            continue
        label = _LABELS.get(attribute, attribute)
        if isinstance(old, tuple):
            yield from _lists(what, label, [str(v) for v in old], [str(v) for v in new])
        else:
            yield f"{what}：{label}由“{_plain(old)}”改为“{_plain(new)}”。"


_LABELS = {
    "fact": "判断的事实", "field": "依据的字段", "equals": "取值", "negated": "反向", "cites": "依据", "start": "开始动作",
    "end": "结束动作", "by": "决定人", "post": "岗位", "together": "同时在场人数", "certified": "须持执法证件",
    "qualified": "须具备法律职业资格", "assigned_by": "指派人", "capacity": "当事人身份", "type": "类型", "options": "选项表",
    "minimum": "最小值", "maximum": "最大值", "sealed": "加密", "secondary": "副卷", "help": "说明", "final": "办结",
    "outcome": "结果", "no_limit_because": "没有期限的说明", "per": "计算单位", "whose": "何人的期限", "when": "适用条件",
    "waived_by": "放弃的动作", "target": "内部目标",
}  # fmt: skip


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) if value not in ("", None) else "无"


def _stage(x: Stage, y: Stage) -> Iterator[str]:
    return _simple("阶段", x, y, ("final", "outcome", "no_limit_because"))


def _role(x: Role, y: Role) -> Iterator[str]:
    return _simple("角色", x, y, ("post", "capacity", "together", "certified", "qualified", "assigned_by", "cites"))


def _field(x: Field, y: Field) -> Iterator[str]:
    yield from _simple("字段", x, y, ("type", "options", "minimum", "maximum", "sealed", "secondary", "help"))
    what = f"字段“{y.title}”"
    yield from _lists(what, "选项", [c.title for c in x.choices], [c.title for c in y.choices])
    yield from _lists(what, "各列", [c.title for c in x.columns], [c.title for c in y.columns])


def _aparts(a: Procedure, b: Procedure) -> Iterator[str]:
    titles = {key: role.title for key, role in {**a.roles, **b.roles}.items()}
    old = {frozenset(apart.roles): apart for apart in a.apart}
    new = {frozenset(apart.roles): apart for apart in b.apart}
    for roles in [r for r in new if r not in old]:
        yield f"“{'”与“'.join(titles[r] for r in new[roles].roles)}”自此不得由一人兼任（{'、'.join(new[roles].cites)}）。"
    for roles in [r for r in old if r not in new]:
        yield f"“{'”与“'.join(titles[r] for r in old[roles].roles)}”不再要求分开。"


# -- clocks ----------------------------------------------------------------------------------------


def _clock(a: Procedure, b: Procedure, x: ClockRule, y: ClockRule, law: Law | None) -> Iterator[str]:
    what = f"时钟“{y.title}”"
    if x.limit != y.limit:
        yield f"{what}：期限由“{x.limit}”改为“{y.limit}”。"
    old, new = _length(a, x, law), _length(b, y, law)
    if old != new:
        yield f"{what}：期限由{old}改为{new}。"
    yield from _lists(what, "起算", _triggers(a, x.starts), _triggers(b, y.starts))
    yield from _lists(what, "停止", _triggers(a, x.stops), _triggers(b, y.stops))
    titles = {**a.interruptions, **b.interruptions}
    yield from _lists(what, "不计入的期间", x.excludes, y.excludes, lambda k: titles[k].title if k in titles else k)
    yield from _simple("时钟", x, y, ("per", "whose", "when", "waived_by", "target", "cites"))


def _length(procedure: Procedure, clock: ClockRule, law: Law | None) -> str:
    if law is None:
        return ""
    try:
        return limit_words(law.limit(clock.limit, procedure.edition))
    except FaduError:
        return "（当时没有此期限）"


def _triggers(procedure: Procedure, triggers: tuple[Trigger, ...]) -> list[str]:
    parts: Mapping[str, Any] = {**procedure.fields, **procedure.clocks, **procedure.actions}
    words = {"served": "送达", "child_opened": "启动", "child": "办结", "over": "届满", "published": "公示", "field": "填写"}
    return [words.get(t.kind, "") + (parts[t.name].title if t.name in parts else t.name) for t in triggers]


# -- actions ---------------------------------------------------------------------------------------


def _action(a: Procedure, b: Procedure, x: Action, y: Action) -> Iterator[str]:
    what = f"动作“{y.title}”"
    if x.title != y.title:
        yield f"动作“{x.title}”改称“{y.title}”。"
    stages = {**{k: s.title for k, s in {**a.stages, **b.stages}.items()}, START: "开始", OPEN: "任何未办结的阶段", ENDED: "办结之后"}
    yield from _lists(what, "可以办理的阶段", x.sources, y.sources, lambda k: stages.get(k, k))
    if x.to != y.to:
        yield f"{what}：办理后由进入“{stages.get(x.to, '原阶段')}”改为进入“{stages.get(y.to, '原阶段')}”。"
    roles = {**{k: r.title for k, r in {**a.roles, **b.roles}.items()}, BY_LAW: "依法自动"}
    if x.actors != y.actors:
        told = ["、".join(roles.get(r, r) for r in action.actors) or "无" for action in (x, y)]
        yield f"{what}：办理或者签署由“{told[0]}”改为“{told[1]}”。"
    yield from _guards(a, b, x, y)
    yield from _contents(a, b, x, y)
    yield from _effects(a, b, x, y)


def _guards(a: Procedure, b: Procedure, x: Action, y: Action) -> Iterator[str]:
    old = [guard_words(a, use) for use in x.guards]
    new = [guard_words(b, use) for use in y.guards]
    for words in [w for w in new if w not in old]:
        yield f"动作“{y.title}”：新增办理条件“{words}”。"
    for words in [w for w in old if w not in new]:
        yield f"动作“{y.title}”：取消办理条件“{words}”。"


def _contents(a: Procedure, b: Procedure, x: Action, y: Action) -> Iterator[str]:
    what = f"动作“{y.title}”"
    titles = {key: field.title for key, field in {**a.fields, **b.fields}.items()}

    def name(key: str) -> str:
        return titles.get(key, key)

    yield from _lists(what, "必填内容", x.sets, y.sets, name)
    yield from _lists(what, "选填内容", x.may_set, y.may_set, name)
    for key in {**x.adds, **y.adds}:
        yield from _lists(what, f"“{key}”各列", x.adds.get(key, ()), y.adds.get(key, ()), name)
    yield from _lists(what, "制发的文书", [i.template for i in x.issues], [i.template for i in y.issues])
    served = {i.template: i.served_to for i in x.issues}
    for issue in y.issues:
        if issue.template in served and served[issue.template] != issue.served_to:
            yield f"{what}：文书“{issue.template}”的送达对象有改变。"


def _effects(a: Procedure, b: Procedure, x: Action, y: Action) -> Iterator[str]:
    what = f"动作“{y.title}”"
    clocks = {key: clock.title for key, clock in {**a.clocks, **b.clocks}.items()}
    yield from _lists(what, "启动的子程序", [o.topic or o.matter for o in x.opens], [o.topic or o.matter for o in y.opens])
    yield from _lists(what, "使之作废的", x.voids, y.voids)
    yield from _lists(what, "重新起算的时钟", x.restarts, y.restarts, lambda k: clocks.get(k, k))
    yield from _lists(what, "延长的时钟", tuple(x.extends), tuple(y.extends), lambda k: clocks.get(k, k))
    for attribute, label in (("publishes", "公示规则"), ("corrects", "更正的文书"), ("merges_into", "并案"), ("links", "关联")):
        old, new = getattr(x, attribute), getattr(y, attribute)
        if old != new:
            yield f"{what}：{label}由“{old or '无'}”改为“{new or '无'}”。"
    yield from _lists(what, "依据", x.cites, y.cites)


# -- assurances and running cases ------------------------------------------------------------------


def _assurances(a: Procedure, b: Procedure) -> Iterator[str]:
    old, new = ({title_of(p, c) for item in p.assurances for c in claims_of(p, item)} for p in (a, b))
    yield from (f"新增保证：{title}。" for title in sorted(new - old))
    yield from (f"取消保证：{title}。" for title in sorted(old - new))


def _running(b: Procedure) -> Iterator[str]:
    because = f"（{'、'.join(b.running.because)}）" if b.running.because else ""
    if b.running.kind == "continue":
        yield f"在办案件继续适用原版本{because}。"
    if b.running.kind == "move":
        yield f"在办案件自{b.edition}起转入本版{because}，已依法办理的仍然有效；已经起算的期限，按起算之日的规定。"
    if b.running.question:
        yield f"在办案件的处理提请法制机构确认：{b.running.question}"
