# SPDX-License-Identifier: MulanPSL-2.0
"""What an amendment changed: two editions of a procedure compared, in sentences a lawyer reads.

What is decided comes first: running cases, stages, who acts, limits, acts. Articles that only have another number come
last, one sentence for each old and new number with everything that rests on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.checker.clocks import amount_words
from fadu.procedure.checker.never import claims_of, guard_words, title_of
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.model import BY_LAW
from fadu.procedure.parts_in_words import (
    EVENTS,
    LABELS,
    SERVED_TO,
    TYPES,
    WHOSE,
    bases_of,
    place_of,
    running_words,
    subject_of,
    told_by,
    triggers_of,
)

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.model import Action, ClockRule, Field, Procedure, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """A part that rests on other articles than before."""

    what: str
    old: tuple[str, ...]
    new: tuple[str, ...]


Said = str | _Cited


def difference(
    a: Procedure, b: Procedure, *, law: Law | None = None, titles: Mapping[str, str] | None = None
) -> list[str]:
    """The sentences that say what edition ``b`` changed against ``a``; none where they say the same.

    With ``law``, the length of each limit is compared as of the date of each edition; ``titles`` names forms, kinds of
    case, posts (``post:head``) and guards of the kind (``guard:name``).
    """
    said = list(_Comparison(a=a, b=b, law=law, titles=titles or {}).sentences())
    return [
        *(text for text in said if isinstance(text, str)),
        *_renumbered([c for c in said if isinstance(c, _Cited)]),
    ]


#: what whoever handles the case that opened one sees of it
_SEEN = {"": "没有规定", "all": "可以查看正卷全部", "outcome": "只看案号、环节和结果"}


def _renumbered(changes: list[_Cited]) -> Iterator[str]:
    """One sentence for each pair of old and new articles."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for change in changes:
        old = tuple(cite for cite in change.old if cite not in change.new)
        new = tuple(cite for cite in change.new if cite not in change.old)
        groups.setdefault((old, new), []).append(change.what)
    for (old, new), parts in sorted(groups.items()):
        where = "、".join(dict.fromkeys(parts))
        if old and new:
            yield f"依据由“{'、'.join(old)}”改为“{'、'.join(new)}”：{where}。"
        elif old or new:
            yield f"依据{'增加' if new else '去掉'}“{'、'.join(new or old)}”：{where}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """Two editions, with the names both of them know."""

    a: Procedure
    b: Procedure
    law: Law | None
    titles: Mapping[str, str]
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        titles: dict[str, str] = {}
        for p in (self.a, self.b):
            groups: tuple[Mapping[str, Any], ...] = (
                p.interruptions,
                p.conditions,
                p.fields,
                p.clocks,
                p.roles,
                p.actions,
                p.proposal.steps if p.proposal else {},
            )
            titles |= {key: part.title or key for group in groups for key, part in group.items()}
            titles |= {
                name: x.title for x in p.actions.values() for o in x.opens for name in (o.topic,) if name
            }
        object.__setattr__(self, "names", {**self.titles, **titles, BY_LAW: "依法自动"})

    def name(self, key: Any) -> str:
        """The title of whatever has that key."""
        return self.names.get(str(key), str(key))

    def sentences(self) -> Iterator[Said]:
        """Everything that differs, what matters most first."""
        a, b = self.a, self.b
        yield from self._words()
        yield from running_words(b) if a.edition != b.edition else ()
        yield from self._parts(
            "阶段",
            a.stages,
            b.stages,
            lambda x, y: self._simple(
                "阶段", x, y, ("final", "outcome", "affirms", "once_changed", "again", "no_limit_because")
            ),
        )
        yield from self._parts("角色", a.roles, b.roles, self._role)
        yield from self._aparts()
        yield from self._parts("时钟", a.clocks, b.clocks, self._clock)
        yield from self._parts("动作", a.actions, b.actions, self._action)
        yield from self._parts("字段", a.fields, b.fields, self._field)
        yield from self._parts(
            "条件",
            a.conditions,
            b.conditions,
            lambda x, y: self._simple("条件", x, y, ("field", "equals", "negated", "cites")),
        )
        yield from self._parts(
            "中断",
            a.interruptions,
            b.interruptions,
            lambda x, y: self._simple(
                "中断", x, y, ("start", "end", "by", "manner", "goes_on", "several", "at_most", "cites")
            ),
        )
        yield from self._assurances()

    def _words(self) -> Iterator[Said]:
        a, b = self.a, self.b
        if a.family_sees != b.family_sees:
            yield f"上级案件的承办人由{_SEEN[a.family_sees]}改为{_SEEN[b.family_sees]}。"
        if a.title != b.title:
            yield f"程序名称由“{a.title}”改为“{b.title}”。"
        yield from self._lists("程序", "依据的法律文件", a.cites, b.cites)
        subjects = [[subject_of(p, key) for key in p.subjects] for p in (a, b)]
        yield from self._lists("程序", "按特别规定的目录选定期限", *subjects)
        where = [[bases_of(p)] if p.bases else [] for p in (a, b)]
        yield from self._lists("程序", "救济所依的处罚依据", *where)
        seen = [[f"post:{post}" for post in procedure.seen_by] for procedure in (a, b)]
        yield from self._lists("程序", "可以查阅全部案件的岗位", *seen)
        rests = [[paper.title for paper in procedure.rests_on.values()] for procedure in (a, b)]
        yield from self._lists("程序", "由启动本案的案件送达、本案据以起算的文书", *rests)
        yield from self._proposal()
        if a.number != b.number:
            yield f"案号格式由“{a.number or '缺省'}”改为“{b.number or '缺省'}”。"
        if a.heading != b.heading:
            yield f"案件称谓由“{a.heading or '当事人和程序名称'}”改为“{b.heading or '当事人和程序名称'}”。"
        if a.replay_only != b.replay_only:
            yield (
                "只供回放历史案件的版本改为可以办理新案件的版本。"
                if a.replay_only
                else "改为只供回放历史案件。"
            )

    # -- parts ------------------------------------------------------------------------------------

    def _parts(
        self,
        name: str,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        compare: Callable[[Any, Any], Iterator[Said]],
    ) -> Iterator[Said]:
        """Parts that are new, gone, or differ; one that only has another key, and the same title, is the same."""
        gone = {part.title: part for key, part in old.items() if key not in new}
        pairs = {key: old[key] if key in old else gone.pop(part.title, None) for key, part in new.items()}
        added = [new[key] for key, before in pairs.items() if before is None]
        for part in (part for part in added if getattr(part, "cites", ())):
            yield f"新增{name}“{part.title or part.key}”（{'、'.join(part.cites)}）。"
        for word, parts in (
            ("新增", [p for p in added if not getattr(p, "cites", ())]),
            ("删去", list(gone.values())),
        ):
            if parts:
                yield f"{word}{name}“{'”、“'.join(part.title or part.key for part in parts)}”。"
        for key, before in pairs.items():
            if before is not None:
                yield from compare(before, new[key])

    def _proposal(self) -> Iterator[Said]:
        """What makes the proposal, and which steps deal with it: of each, what a lighter one need not repeat."""
        rules = [procedure.proposal for procedure in (self.a, self.b)]
        yield from self._lists("拟处理意见", "构成", *(sorted(rule.parts) if rule else () for rule in rules))
        steps = [
            [f"{step.title}{'（较轻的不重新办理）' if step.lighter else ''}" for step in rule.steps.values()]
            if rule
            else ()
            for rule in rules
        ]
        yield from self._lists("拟处理意见", "经过的环节", *steps)

    def _lists(self, what: str, name: str, old: Any, new: Any) -> Iterator[Said]:
        added, gone = (
            [self.name(x) for x in one if x not in other] for one, other in ((new, old), (old, new))
        )
        if added and gone:
            yield f"{what}：{name}由“{'、'.join(gone)}”改为“{'、'.join(added)}”。"
        elif added:
            yield f"{what}：{name}增加“{'、'.join(added)}”。"
        elif gone:
            yield f"{what}：{name}去掉“{'、'.join(gone)}”。"

    def _simple(self, name: str, x: Any, y: Any, attributes: tuple[str, ...]) -> Iterator[Said]:
        what = f"{name}“{y.title or y.key}”"
        if x.title != y.title:
            yield f"{name}“{x.title}”改称“{y.title}”。"
        for attribute in attributes:
            old, new = getattr(x, attribute), getattr(y, attribute)
            if old == new:
                continue
            if attribute == "cites":
                yield _Cited(what=what, old=old, new=new)
            elif isinstance(old, tuple):
                yield from self._lists(what, LABELS.get(attribute, attribute), old, new)
            elif self._plain(old) != self._plain(new):
                yield f"{what}：{LABELS.get(attribute, attribute)}由“{self._plain(old)}”改为“{self._plain(new)}”。"

    def _plain(self, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        return {**TYPES, **WHOSE}.get(str(value), self.name(value)) if value not in ("", None) else "无"

    def _role(self, x: Role, y: Role) -> Iterator[Said]:
        what = f"角色“{y.title}”"
        yield from self._simple(
            "角色",
            x,
            y,
            (
                "capacity",
                "sealed",
                "may_be_unknown",
                "natural",
                "other_body",
                "together",
                "certified",
                "qualified",
                "assigned_by",
                "cites",
            ),
        )
        naming = [
            [
                f"{BUILT_IN.get(act) or self.name(act)}：{'、'.join(articles)}"
                for act, articles in role.named_by.items()
            ]
            for role in (x, y)
        ]
        yield from self._lists(what, "指定岗位的条文", *naming)
        yield from self._lists(what, "岗位", *([f"post:{post}" for post in role.post] for role in (x, y)))

    def _field(self, x: Field, y: Field) -> Iterator[Said]:
        yield from self._simple(
            "字段", x, y, ("type", "options", "without", "minimum", "maximum", "sealed", "secondary", "help")
        )
        what = f"字段“{y.title}”"
        yield from self._lists(what, "选项", [c.title for c in x.choices], [c.title for c in y.choices])
        yield from self._lists(what, "各列", [c.title for c in x.columns], [c.title for c in y.columns])

    def _aparts(self) -> Iterator[Said]:
        old, new = (
            {frozenset(self.name(r) for r in apart.roles): apart for apart in p.apart}
            for p in (self.a, self.b)
        )
        for roles in [r for r in new if r not in old]:
            yield f"{self._together(new[roles].roles)}自此不得由一人兼任（{'、'.join(new[roles].cites)}）。"
        for roles in [r for r in old if r not in new]:
            yield f"{self._together(old[roles].roles)}不再要求分开。"

    def _together(self, roles: tuple[str, ...]) -> str:
        return f"“{'”与“'.join(self.name(role) for role in roles)}”"

    # -- clocks -----------------------------------------------------------------------------------

    def _clock(self, x: ClockRule, y: ClockRule) -> Iterator[Said]:
        what = f"时钟“{y.title}”"
        if x.limit != y.limit:
            yield f"{what}：期限由“{x.limit}”改为“{y.limit}”。"
        (old, old_cites), (new, new_cites) = self._length(self.a, x), self._length(self.b, y)
        if old != new:
            lengths = [
                f"{words}（{'、'.join(cites)}）" if cites else words
                for words, cites in ((old, old_cites), (new, new_cites))
            ]
            yield f"{what}：期限由{lengths[0]}改为{lengths[1]}。"
        elif old_cites != new_cites:
            yield _Cited(what=what, old=old_cites, new=new_cites)
        yield from self._lists(what, "起算", triggers_of(self.a, x.starts), triggers_of(self.b, y.starts))
        yield from self._lists(what, "停止", triggers_of(self.a, x.stops), triggers_of(self.b, y.stops))
        yield from self._lists(what, "不计入的期间", x.excludes, y.excludes)
        yield from self._lists(what, "照计的子程序", _counted(x), _counted(y))
        yield from self._simple(
            "时钟",
            x,
            y,
            ("per", "whose", "when", "waived_by", "after_end", "event_is_the_act", "target", "cites"),
        )

    def _length(self, procedure: Procedure, clock: ClockRule) -> tuple[str, tuple[str, ...]]:
        if self.law is None:
            return "", ()
        try:
            limit = self.law.limit(clock.limit, procedure.edition)
        except FaduError:
            return "（当时没有此期限）", ()
        return amount_words(limit, self.law, procedure.edition), tuple(limit.cites)

    # -- actions ----------------------------------------------------------------------------------

    def _action(self, x: Action, y: Action) -> Iterator[Said]:
        what = f"动作“{y.title}”"
        if x.title != y.title:
            yield f"动作“{x.title}”改称“{y.title}”。"
        old, new = ([place_of(p, s) for s in action.sources] for p, action in ((self.a, x), (self.b, y)))
        yield from self._lists(what, "可以办理的阶段", old, new)
        if x.to != y.to:
            yield f"{what}：办理后由进入“{place_of(self.a, x.to)}”改为进入“{place_of(self.b, y.to)}”。"
        if x.actors != y.actors:
            actors = ["、".join(self.name(r) for r in action.actors) or "无" for action in (x, y)]
            yield f"{what}：办理或者签署由“{actors[0]}”改为“{actors[1]}”。"
        yield from self._guards(x, y)
        yield from self._contents(x, y)
        yield from self._effects(x, y)
        if x.cites != y.cites:
            yield _Cited(what=what, old=x.cites, new=y.cites)

    def _guards(self, x: Action, y: Action) -> Iterator[Said]:
        both = replace(self.b, conditions={**self.a.conditions, **self.b.conditions})
        old, new = ([guard_words(both, use, self.names) for use in action.uses] for action in (x, y))
        added, gone = [w for w in new if w not in old], [w for w in old if w not in new]
        if added:
            yield f"动作“{y.title}”：新增办理条件“{'”、“'.join(added)}”。"
        if gone:
            yield f"动作“{y.title}”：取消办理条件“{'”、“'.join(gone)}”。"

    def _contents(self, x: Action, y: Action) -> Iterator[Said]:
        what = f"动作“{y.title}”"
        yield from self._lists(what, "必填内容", x.sets, y.sets)
        yield from self._lists(what, "选填内容", x.may_set, y.may_set)
        dated = [
            [f"{EVENTS.get(event, event)}（{self.name(field)}）" for event, field in action.dated.items()]
            for action in (x, y)
        ]
        yield from self._lists(what, "所记事件之日", *dated)
        for key in {**x.adds, **y.adds}:
            yield from self._lists(what, "逐项登记的内容", x.adds.get(key, ()), y.adds.get(key, ()))
        yield from self._lists(
            what, "制发的文书", [i.template for i in x.issues], [i.template for i in y.issues]
        )
        served = {i.template: i.served_to for i in x.issues}
        for issue in y.issues:
            if issue.template in served and served[issue.template] != issue.served_to:
                yield f"{what}：文书“{self.name(issue.template)}”的送达对象由“{self._whom(served[issue.template])}”改为“{self._whom(issue.served_to)}”。"
        needed = {i.template: (i.until, i.as_long_as) for i in x.issues}
        for issue in y.issues:
            if needed.get(issue.template, (issue.until, issue.as_long_as)) != (issue.until, issue.as_long_as):
                yield f"{what}：文书“{self.name(issue.template)}”不再需要送达的情形有变。"
        left = {i.template: i.to_those_left for i in x.issues}
        for issue in y.issues:
            if issue.template in left and left[issue.template] != issue.to_those_left:
                whom = "只送达尚在的当事人" if issue.to_those_left else "也送达已死亡、终止的当事人"
                yield f"{what}：文书“{self.name(issue.template)}”{whom}。"

        copied = {i.template: i.copy for i in x.issues}
        for issue in y.issues:
            if issue.template in copied and copied[issue.template] != issue.copy:
                may = "可以交当事人一份" if issue.copy else "不再交当事人"
                yield f"{what}：文书“{self.name(issue.template)}”{may}。"

    def _whom(self, served_to: str) -> str:
        return SERVED_TO.get(served_to) or self.name(served_to)

    def _effects(self, x: Action, y: Action) -> Iterator[Said]:
        what = f"动作“{y.title}”"
        for label, attribute in (
            ("使之作废的", "voids"),
            ("就拟处理意见办理的环节", "deals_with"),
            ("所记事件之日不早于的动作", "not_before"),
            ("重新起算的时钟", "restarts"),
            ("延长的时钟", "extends"),
            ("并案时告知对方的动作", "hands_over"),
        ):
            yield from self._lists(what, label, tuple(getattr(x, attribute)), tuple(getattr(y, attribute)))
        yield from self._lists(
            what,
            "启动的子程序",
            [o.topic or o.matter for o in x.opens],
            [o.topic or o.matter for o in y.opens],
        )
        old_words, new_words = told_by(x), told_by(y)
        if old_words != new_words:
            yield f"{what}：告知关联案件由“{self._plain(old_words)}”改为“{self._plain(new_words)}”。"
        for attribute, label in (
            ("publishes", "公示"),
            ("clears", "公示前的审查"),
            ("corrects", "更正的文书"),
            ("merges_into", "并案"),
            ("links", "关联"),
        ):
            old, new = getattr(x, attribute), getattr(y, attribute)
            if old != new:
                yield f"{what}：{label}由“{self._plain(old)}”改为“{self._plain(new)}”。"

    def _assurances(self) -> Iterator[Said]:
        old, new = (
            {title_of(p, c) for item in p.assurances for c in claims_of(p, item)} for p in (self.a, self.b)
        )
        yield from (f"新增保证：{title}。" for title in sorted(new - old))
        yield from (f"取消保证：{title}。" for title in sorted(old - new))


def _counted(clock: ClockRule) -> list[str]:
    """Child matters with the outcomes after which their days count."""
    return [f"{matter}（{outcome}）" for matter, outcomes in clock.counts.items() for outcome in outcomes]
