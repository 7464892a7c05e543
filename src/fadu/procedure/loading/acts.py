# SPDX-License-Identifier: MulanPSL-2.0
"""Actions: where from, where to, by whom, under which guards, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fadu.kernel.problems import nearest
from fadu.kernel.yaml_reader import Map, Seq
from fadu.procedure.loading.rules import trigger
from fadu.procedure.model import BY_LAW, Action, GuardUse, Issue, Opening, Risk

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    "sets",
    "may_set",
    "adds",
    "issues",
    "corrects",
    "opens",
    "links",
    "merges_into",
    "splits",
    "voids",
    "restarts",
    "extends",
    "publishes",
    "per_party",
    "risk",
    "cites",
    "rows",
    "help",
)
#: arguments of guards that are lists, even when one item is written
_LISTS = ("since", "fields", "outcome")


def action(place: Place, key: str, value: Any, source: Source) -> Action:
    """One action with one destination."""
    what = f"动作“{key}”"
    found = place.mapping(value, source, what)
    place.known(found, _ACTION, what)
    _coherent(place, found, what)
    return Action(
        key=key,
        title=place.text(found, "title", what),
        sources=place.texts(found, "from", what),
        to=place.text(found, "to", what, "") or place.text(found, "return_to", what, ""),
        returns="return_to" in found,
        by=place.text(found, "by", what, ""),
        signs=place.texts(found, "signs", what),
        on=trigger(place, found["on"], found.at("on"), f"{what}的“on”") if "on" in found else None,
        guards=tuple(guard(place, item, at, what) for item, at in _items(found, "guards")),
        sets=place.texts(found, "sets", what),
        may_set=place.texts(found, "may_set", what),
        adds={name: place.texts(adds, name, what) for adds in [place.part(found, "adds")] for name in adds},
        issues=tuple(issue(place, item, at, what) for item, at in _items(found, "issues")),
        corrects=place.text(found, "corrects", what, ""),
        opens=tuple(opening(place, item, at, what) for item, at in _items(found, "opens")),
        links=place.text(found, "links", what, ""),
        merges_into=place.text(found, "merges_into", what, ""),
        splits=place.text(found, "splits", what, ""),
        voids=place.texts(found, "voids", what),
        restarts=place.texts(found, "restarts", what),
        extends={
            name: place.text(extends, name, what)
            for extends in [place.part(found, "extends")]
            for name in extends
        },
        publishes=place.text(found, "publishes", what, ""),
        per_party=place.flag(found, "per_party", what),
        risk=risk(place, found, what) if "risk" in found else None,
        cites=place.cites(found, "cites", what),
        rows=place.texts(found, "rows", what),
        help=place.text(found, "help", what, ""),
        source=source,
    )


def _coherent(place: Place, found: Map, what: str) -> None:
    """One destination, one way of acting, and a cause for what happens by law."""
    if "to" in found and "return_to" in found:
        place.fail(found.source, f"{what}只能有一个去处：to 和 return_to 只取其一。")
    by, signs = place.text(found, "by", what, ""), place.texts(found, "signs", what)
    if bool(by) == bool(signs):
        place.fail(found.source, f"{what}应写由谁办理（by）或者由谁依次签署（signs），二者只取其一。")
    if (by == BY_LAW) != ("on" in found):
        place.fail(found.source, f"{what}：依法律规定发生的动作（by: law）须写因何发生（on），其他动作不写。")
    if not place.texts(found, "from", what):
        place.fail(found.source, f"{what}没有写从哪个阶段办理（from）。")


def _items(found: Map, key: str) -> Iterator[tuple[Any, Source]]:
    value = found.get(key)
    if isinstance(value, Seq):
        yield from zip(value, value.places, strict=True)
    elif key in found:
        yield value, found.at(key)


def guard(place: Place, value: Any, source: Source, what: str) -> GuardUse:
    """A guard by its name, or ``{name: main argument, other: …, when: condition}``.

    The main argument is stored under the name of the guard's first parameter; a guard without one has ``true`` there.
    """
    if isinstance(value, str):
        _spec(place, value, source)
        return GuardUse(name=value, source=source)
    found = place.mapping(value, source, f"{what}的办理条件")
    name = next(iter(found), "")
    spec = _spec(place, name, found.at(name))
    args: dict[str, Any] = {}
    for key, given in found.items():
        if (key in ("when", "cites") and key != name) or (
            key == name and given is True and spec and not spec.arguments
        ):
            continue
        args[_argument(place, spec, name, key, found.at(key))] = _given(key, given)
    return GuardUse(
        name=name,
        args=args,
        when=place.text(found, "when", what, ""),
        cites=place.cites(found, "cites", what),
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
    found = place.mapping(value, source, f"{what}的文书")
    place.known(found, ("template", "served_to", "numbered", "when"), f"{what}的文书")
    return Issue(
        template=place.text(found, "template", f"{what}的文书"),
        served_to=place.text(found, "served_to", f"{what}的文书", ""),
        numbered=place.flag(found, "numbered", f"{what}的文书"),
        when=place.text(found, "when", f"{what}的文书", ""),
        source=source,
    )


def opening(place: Place, value: Any, source: Source, what: str) -> Opening:
    """A child case."""
    found = place.mapping(value, source, f"{what}的子程序")
    place.known(found, ("matter", "as", "for_each", "topic", "passes"), f"{what}的子程序")
    roles, passes = place.part(found, "as"), place.part(found, "passes")
    return Opening(
        matter=place.text(found, "matter", f"{what}的子程序"),
        roles={key: place.text(roles, key, what) for key in roles},
        for_each=cast(
            "Literal['party']", place.one_of(found, "for_each", f"{what}的子程序", ("", "party"), "")
        ),
        topic=place.text(found, "topic", f"{what}的子程序", ""),
        passes={key: place.text(passes, key, what) for key in passes},
        source=source,
    )


def risk(place: Place, found: Map, what: str) -> Risk:
    """The risk point printed on the chart."""
    told = place.mapping(found["risk"], found.at("risk"), f"{what}的廉政风险点")
    place.known(told, ("level", "point", "measures"), f"{what}的廉政风险点")
    return Risk(
        level=place.one_of(told, "level", f"{what}的廉政风险点", ("高", "中", "低")),
        point=place.text(told, "point", f"{what}的廉政风险点"),
        measures=place.text(told, "measures", f"{what}的廉政风险点"),
    )
