# SPDX-License-Identifier: MulanPSL-2.0
"""Actions: where from, where to, by whom, under which guards, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fadu.kernel.problems import nearest
from fadu.kernel.yaml_reader import Map
from fadu.procedure.loading.place import items
from fadu.procedure.loading.rules import cause
from fadu.procedure.model import BY_LAW, Action, GuardUse, Issue, Opening, Risk, Tells

if TYPE_CHECKING:
    from typing import Any, Literal

    from fadu.kernel.problems import Source
    from fadu.procedure.loading.place import Place
    from fadu.procedure.offering import GuardSpec

_ACTION = (
    "title",
    "from",
    "to",
    "return_to",
    "by",
    "signs",
    "on",
    "guards",
    "finds",
    "sets",
    "may_set",
    "dated",
    "not_before",
    "adds",
    "issues",
    "corrects",
    "opens",
    "tells",
    "links",
    "merges_into",
    "hands_over",
    "splits",
    "voids",
    "restarts",
    "extends",
    "publishes",
    "clears",
    "per_party",
    "deals_with",
    "risk",
    "cites",
    "rows",
    "help",
)
#: arguments of guards that are lists, even when one item is written
_LISTS = ("since", "after", "fields", "outcome")


def action(place: Place, key: str, value: Any, source: Source) -> Action:
    """One action with one destination."""
    what = f"动作“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _ACTION, what)
    _coherent(place, block, what)
    return Action(
        key=key,
        title=place.text(block, "title", what),
        sources=place.texts(block, "from", what),
        to=place.text(block, "to", what, "") or place.text(block, "return_to", what, ""),
        returns="return_to" in block,
        by=place.text(block, "by", what, ""),
        signs=place.texts(block, "signs", what),
        on=cause(place, block, what) if "on" in block else None,
        guards=tuple(guard(place, item, at, what) for item, at in items(block, "guards")),
        finds=tuple(guard(place, item, at, what) for item, at in items(block, "finds")),
        sets=place.texts(block, "sets", what),
        may_set=place.texts(block, "may_set", what),
        dated={
            event: place.text(dated, event, what) for dated in [place.part(block, "dated")] for event in dated
        },
        not_before=place.texts(block, "not_before", what),
        adds={name: place.texts(adds, name, what) for adds in [place.part(block, "adds")] for name in adds},
        issues=tuple(issue(place, item, at, what) for item, at in items(block, "issues")),
        corrects=place.text(block, "corrects", what, ""),
        opens=tuple(opening(place, item, at, what) for item, at in items(block, "opens")),
        tells=telling(place, block, what) if "tells" in block else None,
        links=place.text(block, "links", what, ""),
        merges_into=place.text(block, "merges_into", what, ""),
        hands_over=place.texts(block, "hands_over", what),
        splits=place.text(block, "splits", what, ""),
        voids=place.texts(block, "voids", what),
        restarts=place.texts(block, "restarts", what),
        extends={
            name: place.text(extends, name, what)
            for extends in [place.part(block, "extends")]
            for name in extends
        },
        publishes=place.text(block, "publishes", what, ""),
        clears=place.text(block, "clears", what, ""),
        per_party=place.flag(block, "per_party", what),
        deals_with=place.texts(block, "deals_with", what),
        risk=risk(place, block, what) if "risk" in block else None,
        cites=place.cites(block, "cites", what),
        rows=place.texts(block, "rows", what),
        help=place.text(block, "help", what, ""),
        source=source,
    )


def _coherent(place: Place, block: Map, what: str) -> None:
    """One destination, one way of acting, and a cause for what happens by law."""
    if "to" in block and "return_to" in block:
        place.fail(block.source, f"{what}只能有一个去处：to 和 return_to 只取其一。")
    by, signs = place.text(block, "by", what, ""), place.texts(block, "signs", what)
    if bool(by) == bool(signs):
        place.fail(block.source, f"{what}应写由谁办理（by）或者由谁依次签署（signs），二者只取其一。")
    if (by == BY_LAW) != ("on" in block):
        place.fail(block.source, f"{what}：依法律规定发生的动作（by: law）须写因何发生（on），其他动作不写。")
    if "not_before" in block and "dated" not in block:
        place.fail(block.source, f"{what}没有写明所记案外事件之日（dated），不写 not_before。")
    if not place.texts(block, "from", what):
        place.fail(block.source, f"{what}没有写从哪个阶段办理（from）。")


def guard(place: Place, value: Any, source: Source, what: str) -> GuardUse:
    """A guard by its name, or ``{name: main argument, other: …, when: condition}``.

    The main argument is stored under the name of the guard's first parameter; a guard without one has ``true`` there.
    """
    if isinstance(value, str):
        _spec(place, value, source)
        return GuardUse(name=value, source=source)
    block = place.mapping(value, source, f"{what}的办理条件")
    name = next(iter(block), "")
    spec = _spec(place, name, block.at(name))
    args: dict[str, Any] = {}
    for key, given in block.items():
        if (key in ("when", "cites") and key != name) or (
            key == name and given is True and spec and not spec.arguments
        ):
            continue
        args[_argument(place, spec, name, key, block.at(key))] = _given(key, given)
    return GuardUse(
        name=name,
        args=args,
        when=place.text(block, "when", what, ""),
        cites=place.cites(block, "cites", what),
        source=source,
    )


def _spec(place: Place, name: str, source: Source) -> GuardSpec | None:
    guards = place.names.guards
    return None if guards is None else guards[place.resolve(source, "办理条件", name, guards)]


def _argument(place: Place, spec: GuardSpec | None, name: str, key: str, source: Source) -> str:
    if spec is None:
        return key
    wanted = (spec.main or name) if key == name else key
    if wanted not in spec.arguments and not spec.open:
        message = (
            f"办理条件“{name}”不带参数。" if not spec.arguments else f"办理条件“{name}”没有参数“{key}”。"
        )
        place.fail(source, message, nearest(key, spec.arguments))
    return wanted


def _given(key: str, given: Any) -> Any:
    if key in _LISTS:
        return tuple(given) if isinstance(given, list) else (given,)
    return tuple(given) if isinstance(given, list) else given


def issue(place: Place, value: Any, source: Source, what: str) -> Issue:
    """A document by its template, or a mapping."""
    if isinstance(value, str):
        return Issue(template=value, source=source)
    block = place.mapping(value, source, f"{what}的文书")
    place.known(
        block,
        ("template", "served_to", "to_those_left", "copy", "numbered", "when", "until", "as_long_as"),
        f"{what}的文书",
    )
    return Issue(
        template=place.text(block, "template", f"{what}的文书"),
        served_to=place.text(block, "served_to", f"{what}的文书", ""),
        to_those_left=place.flag(block, "to_those_left", f"{what}的文书"),
        copy=place.flag(block, "copy", f"{what}的文书"),
        numbered=place.flag(block, "numbered", f"{what}的文书"),
        when=place.text(block, "when", f"{what}的文书", ""),
        until=place.texts(block, "until", f"{what}的文书"),
        as_long_as=place.text(block, "as_long_as", f"{what}的文书", ""),
        source=source,
    )


def opening(place: Place, value: Any, source: Source, what: str) -> Opening:
    """A child case."""
    block = place.mapping(value, source, f"{what}的子程序")
    place.known(block, ("matter", "as", "for_each", "topic", "passes", "deals_with"), f"{what}的子程序")
    roles, passes = place.part(block, "as"), place.part(block, "passes")
    return Opening(
        matter=place.text(block, "matter", f"{what}的子程序"),
        roles={key: place.text(roles, key, what) for key in roles},
        for_each=cast(
            "Literal['party']", place.one_of(block, "for_each", f"{what}的子程序", ("", "party"), "")
        ),
        topic=place.text(block, "topic", f"{what}的子程序", ""),
        passes={key: place.text(passes, key, what) for key in passes},
        deals_with=place.texts(block, "deals_with", what),
        source=source,
    )


def telling(place: Place, block: Map, what: str) -> Tells:
    """Whom an action tells what."""
    written = place.mapping(block["tells"], block.at("tells"), f"{what}的告知（tells）")
    place.known(written, ("to", "field", "word", "passes"), f"{what}的告知（tells）")
    field, word = place.text(written, "field", what, ""), place.text(written, "word", what, "")
    if bool(field) == bool(word):
        place.fail(
            block.at("tells"),
            f"{what}的告知（tells）应写告知哪一字段的值（field）或者哪个词（word），二者只取其一。",
        )
    return Tells(
        to=place.text(written, "to", f"{what}的告知（tells）"),
        field=field,
        word=word,
        passes=place.texts(written, "passes", what),
        source=block.at("tells"),
    )


def risk(place: Place, block: Map, what: str) -> Risk:
    """The risk point printed on the chart."""
    written = place.mapping(block["risk"], block.at("risk"), f"{what}的廉政风险点")
    place.known(written, ("level", "point", "measures"), f"{what}的廉政风险点")
    return Risk(
        level=place.one_of(written, "level", f"{what}的廉政风险点", ("高", "中", "低")),
        point=place.text(written, "point", f"{what}的廉政风险点"),
        measures=place.text(written, "measures", f"{what}的廉政风险点"),
    )
