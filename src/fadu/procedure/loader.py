# SPDX-License-Identifier: MulanPSL-2.0
"""From a procedure file to a Procedure, strictly: what resolves to nothing is refused with line and column."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from fadu.kernel import digests
from fadu.kernel.problems import DefinitionError
from fadu.kernel.yaml_reader import Map, Seq
from fadu.procedure.headings import fields_of
from fadu.procedure.loading import acts, proposals, rules, words
from fadu.procedure.loading.amending import read_edition
from fadu.procedure.loading.place import Place
from fadu.procedure.loading.resolution import resolve
from fadu.procedure.model import FamilySees, Procedure
from fadu.procedure.names import Names

if TYPE_CHECKING:
    from pathlib import Path

    from fadu.kernel.problems import Source

    T = TypeVar("T")

__all__ = ["DefinitionError", "Names", "canonical_form", "fingerprint", "load", "load_folder"]

#: the ten statutory types of power
POWERS = (
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他",
)
_TOP = (
    "procedure",
    "title",
    "power",
    "edition",
    "cites",
    "number",
    "heading",
    "running",
    "replay_only",
    "child_only",
    "family_sees",
    "seen_by",
    "roles",
    "apart",
    "conditions",
    "fields",
    "stages",
    "interruptions",
    "clocks",
    "subjects",
    "bases",
    "links",
    "lists",
    "rests_on",
    "proposal",
    "beside",
    "actions",
    "assurances",
)
#: where things stand in the file and on the disk says nothing about the procedure
_NOT_CONTENT = ("source", "path", "fingerprint")


def load(path: Path, names: Names | None = None) -> Procedure:
    """Load one edition. Raises DefinitionError with file, line, column and the nearest valid name.

    ``names`` are the names known outside the file; what it leaves None is not checked.
    """
    place = Place(path=str(path), names=names or Names())
    top = read_edition(path)
    place.known(top, _TOP, "程序文件")
    for needed in ("roles", "stages", "actions"):
        if not top.get(needed):
            place.fail(top.at(needed), f"程序文件缺少“{needed}”。")
    procedure = Procedure(
        key=place.text(top, "procedure", "程序文件"),
        title=place.text(top, "title", "程序文件"),
        power=place.one_of(top, "power", "程序文件", POWERS),
        edition=_edition(place, top),
        cites=place.cites(top, "cites", "程序文件"),
        roles=_parts(place, top, "roles", words.role),
        apart=_list(place, top, "apart", words.apart),
        conditions=_parts(place, top, "conditions", words.condition),
        fields=_parts(place, top, "fields", words.field),
        stages=_parts(place, top, "stages", words.stage),
        interruptions=_parts(place, top, "interruptions", words.interruption),
        clocks=_parts(place, top, "clocks", rules.clock),
        subjects=_parts(place, top, "subjects", words.subject),
        bases=words.bases(place, top),
        links=_parts(place, top, "links", words.link),
        lists=_parts(place, top, "lists", words.list_title),
        rests_on=_parts(place, top, "rests_on", rules.resting),
        proposal=proposals.proposal(place, top),
        beside=_list(place, top, "beside", words.beside),
        actions=_parts(place, top, "actions", acts.action),
        assurances=_list(place, top, "assurances", rules.assurance),
        running=rules.running(place, top),
        replay_only=place.flag(top, "replay_only", "程序文件"),
        child_only=place.flag(top, "child_only", "程序文件"),
        family_sees=_family_sees(place, top),
        seen_by=place.texts(top, "seen_by", "程序文件"),
        number=place.text(top, "number", "程序文件", ""),
        heading=place.text(top, "heading", "程序文件", ""),
        path=str(path),
    )
    resolve(place, procedure)
    _heading(place, top, procedure)
    return replace(procedure, fingerprint=fingerprint(procedure))


def _heading(place: Place, top: Map, procedure: Procedure) -> None:
    """What a case is called stands in every list: its fields must exist, and none of them may be sealed or in the secondary file."""
    for name in fields_of(procedure.heading):
        source = top.at("heading")
        field = procedure.fields[place.resolve(source, "字段", name, procedure.fields)]
        if field.sealed or field.secondary:
            place.fail(
                source,
                f"案件称谓（heading）中的字段“{name}”密封或者在副卷，不能出现在清单中。请改用公开的字段。",
            )


def load_folder(folder: Path, names: Names | None = None) -> dict[date, Procedure]:
    """All editions in a folder, oldest first; every one after the first says what running cases do."""
    editions: dict[date, Procedure] = {}
    for path in sorted(folder.glob("*.yaml")):
        procedure = load(path, names)
        if path.stem != procedure.edition.isoformat():
            raise DefinitionError(str(path), (1, 1), f"文件名应为版本日期“{procedure.edition}.yaml”。")
        editions[procedure.edition] = procedure
    _running(list(editions.values()))
    return editions


def _running(editions: list[Procedure]) -> None:
    for earlier, later in itertools.pairwise(editions):
        where = (later.path, (1, 1))
        if later.key != earlier.key:
            raise DefinitionError(
                *where, f"同一文件夹里的版本应是同一程序“{earlier.key}”；实为“{later.key}”。"
            )
        if later.running.kind == "first":
            raise DefinitionError(*where, "后一版本须写明在办案件如何处理（running：move 或 continue）。")
        missing = [
            stage.title
            for key, stage in earlier.stages.items()
            if later.running.kind == "move" and not stage.final and key not in later.running.stages
        ]
        if missing:
            raise DefinitionError(
                *where, f"在办案件转入新版时，前一版本的阶段没有去处：{'、'.join(missing)}。"
            )


def _edition(place: Place, top: Map) -> date:
    text = place.text(top, "edition", "程序文件")
    try:
        return date.fromisoformat(text)
    except ValueError:
        place.fail(top.at("edition"), f"版本（edition）应为日期，如 2022-03-01；实为“{text}”。")


def _family_sees(place: Place, top: Map) -> FamilySees:
    """What the case that opens such a case sees of it: to be said of every kind that only others open."""
    sight = place.one_of(top, "family_sees", "程序文件", get_args(FamilySees), "")
    if not sight and place.flag(top, "child_only", "程序文件"):
        place.fail(
            top.at("child_only"),
            "只由其他案件启动的程序须写明上级案件的承办人能看到什么（family_sees：all 正卷全部，outcome 只看结果）。",
        )
    return cast("FamilySees", sight)


def _parts(place: Place, top: Map, key: str, part: Callable[[Place, str, Any, Source], T]) -> Mapping[str, T]:
    block = place.part(top, key)
    return {name: part(place, name, value, block.at(name)) for name, value in block.items()}


def _list(place: Place, top: Map, key: str, part: Callable[[Place, Any, Source], T]) -> tuple[T, ...]:
    entries = top.get(key, Seq())
    if not isinstance(entries, Seq):
        place.fail(top.at(key), f"“{key}”应为列表。")
    return tuple(
        part(place, item, at) for item, at in zip(entries, getattr(entries, "places", ()), strict=True)
    )


def fingerprint(procedure: Procedure) -> str:
    """The sha256 of what a procedure says, whatever the lay-out of its file."""
    return digests.of(canonical_form(procedure))


def canonical_form(procedure: Procedure) -> bytes:
    """What a procedure says, as bytes: sorted keys, no places, no comments."""
    return json.dumps(_plain(procedure), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in _NOT_CONTENT}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
