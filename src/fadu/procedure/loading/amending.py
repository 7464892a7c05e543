# SPDX-License-Identifier: MulanPSL-2.0
"""An edition written as an amendment of an earlier one: only what changes stands in its file.

``removes`` takes parts away, ``changes`` gives single keys of parts that stay another value, ``adds`` brings new parts;
a value or list at the top of the file replaces the earlier one. What comes of it is an edition in full, with the place
of each word in the file it was written in. Nothing is guessed: what an amendment names must be there, what it
adds must not, and what it changes must really become different.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.yaml_reader import Map, Seq, read
from fadu.procedure.loading.place import Place
from fadu.procedure.names import Names

if TYPE_CHECKING:
    from pathlib import Path

    from fadu.kernel.problems import Source

#: the parts of a procedure that have a name each
SECTIONS = ("roles", "conditions", "fields", "stages", "interruptions", "clocks", "actions")
#: what every edition says for itself
_OWN = ("procedure", "edition", "running")
#: what an amendment replaces as a whole
_WHOLE = (
    "title",
    "power",
    "cites",
    "number",
    "heading",
    "replay_only",
    "child_only",
    "family_sees",
    "seen_by",
    "subjects",
    "bases",
    "links",
    "lists",
    "rests_on",
    "proposal",
    "beside",
    "apart",
    "assurances",
)
VERBS = ("removes", "changes", "adds")
AMENDS, AFTER, REMOVES = "amends", "after", "removes"
_WHAT = "修正的版本"


class Elsewhere(tuple[int, int]):
    """A place (line, column) in another file than the one being read: that of the edition amended."""

    path: str

    @classmethod
    def of(cls, source: Source, path: str) -> Source:
        """A place in the file of that path; one that lies in yet another file stays there."""
        if isinstance(source, Elsewhere):
            return source
        place = cls(source)
        place.path = path
        return place


def read_edition(path: Path) -> Map:
    """The file of an edition, in full: one that amends another is resolved. Raises DefinitionError."""
    top = read(path)
    return _resolved(Place(path=str(path), names=Names()), top, path) if AMENDS in top else top


def _resolved(place: Place, top: Map, path: Path) -> Map:
    for key in top:
        if key in SECTIONS:
            place.fail(
                top.at(key),
                f"{_WHAT}只写改变了的内容：“{key}”的增加写在 adds、修改写在 changes、删去写在 removes 之下。",
            )
    place.known(top, (AMENDS, *_OWN, *_WHOLE, *VERBS), _WHAT)
    base = _elsewhere(*_amended(place, top, path))
    whole = Map({key: value for key, value in base.items() if key not in _OWN})
    whole.source = top.source
    whole.places = {key: base.at(key) for key in whole}
    for key in (key for key in top if key in (*_OWN, *_WHOLE)):
        if key in _WHOLE:
            _different(place, base, key, top[key], top.at(key))
        _put(whole, key, top[key], top.at(key))
    for verb, apply in zip(VERBS, (_remove, _change, _add), strict=True):
        for section, asked in place.part(top, verb).items():
            source = place.part(top, verb).at(section)
            place.resolve(source, "部分（程序的组成）", section, SECTIONS)
            apply(place, _section(whole, section, source), asked, source, f"{verb} 的“{section}”")
    return whole


def _amended(place: Place, top: Map, path: Path) -> tuple[Map, str]:
    """The edition amended, in full, and the path of its file: an earlier one in the same folder."""
    day, own = place.text(top, AMENDS, _WHAT), place.text(top, "edition", _WHAT)
    file = path.with_name(f"{day}.yaml")
    earlier = sorted(other.stem for other in path.parent.glob("*.yaml") if other.stem < own and other != path)
    if day not in earlier:
        known = "、".join(earlier) or "无"
        place.fail(top.at(AMENDS), f"被修正的应是同一文件夹里更早的版本；实为“{day}”，有：{known}。")
    base = read_edition(file)
    if base.get("procedure") != top.get("procedure"):
        place.fail(
            top.at("procedure"),
            f"修正的应是同一程序“{base.get('procedure')}”；实为“{top.get('procedure')}”。",
        )
    return base, str(file)


def _elsewhere(value: Any, path: str) -> Any:
    """The same value, its places marked as lying in that file."""
    if isinstance(value, Map):
        part = Map({key: _elsewhere(item, path) for key, item in value.items()})
        part.source = Elsewhere.of(value.source, path)
        part.places = {key: Elsewhere.of(source, path) for key, source in value.places.items()}
        return part
    if isinstance(value, Seq):
        items = Seq(_elsewhere(item, path) for item in value)
        items.source = Elsewhere.of(value.source, path)
        items.places = [Elsewhere.of(source, path) for source in value.places]
        return items
    return value


def _section(whole: Map, section: str, source: Source) -> Map:
    if section not in whole:
        empty = Map()
        empty.source, empty.places = source, {}
        _put(whole, section, empty, source)
    part: Map = whole[section]
    return part


def _remove(place: Place, section: Map, asked: Any, source: Source, what: str) -> None:
    if not isinstance(asked, Seq):
        place.fail(source, f"{what}应为名称的列表。")
    for key, at in zip(asked, asked.places, strict=True):
        place.resolve(at, f"可以删去的内容（{what}）", str(key), section)
        del section[key], section.places[key]


def _change(place: Place, section: Map, asked: Any, source: Source, what: str) -> None:
    for key, change in place.mapping(asked, source, what).items():
        at = asked.at(key)
        place.resolve(at, f"可以修改的内容（{what}）", key, section)
        part = section[key]
        if isinstance(part, Map) and isinstance(change, Map):
            _change_part(place, part, change, f"{what}的“{key}”")
        else:
            _different(place, section, key, change, at)
            _put(section, key, change, at)


def _change_part(place: Place, part: Map, change: Map, what: str) -> None:
    """Other values for single keys of a part; a key it did not have may be new. Its ``removes`` lists keys that go."""
    if REMOVES in change:
        _remove(place, part, change[REMOVES], change.at(REMOVES), what)
    for key, value in change.items():
        if key != REMOVES:
            _different(place, part, key, value, change.at(key))
            _put(part, key, value, change.at(key))


def _add(place: Place, section: Map, asked: Any, source: Source, what: str) -> None:
    """New parts, at the end or ``after`` another."""
    for key, value in place.mapping(asked, source, what).items():
        at = asked.at(key)
        if key in section:
            place.fail(at, f"{what}：“{key}”在原版本里已有；修改写在 changes 之下。")
        before = list(section)
        if isinstance(value, Map) and AFTER in value:
            named = place.text(value, AFTER, what)
            place.resolve(value.at(AFTER), f"可以排在其后的内容（{what}）", named, section)
            before = before[: before.index(named) + 1]
            del value[AFTER], value.places[AFTER]
        behind = [(name, section.pop(name)) for name in list(section)[len(before) :]]
        _put(section, key, value, at)
        section.update(behind)


def _different(place: Place, part: Map, key: str, value: Any, source: Source) -> None:
    if key in part and part[key] == value and type(part[key]) is type(value):
        place.fail(source, f"“{key}”与原版本相同，没有修改；{_WHAT}只写改变了的内容。")


def _put(part: Map, key: str, value: Any, source: Source) -> None:
    part[key] = value
    part.places[key] = source
