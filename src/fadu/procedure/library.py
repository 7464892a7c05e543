# SPDX-License-Identifier: MulanPSL-2.0
"""All procedures there are: one folder of editions for each kind of case that was handed down.

Many a command only needs what was loaded before, so what loads, checks and offers is imported where it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import UnknownNameError
from fadu.kernel.kinds import handed_down
from fadu.kernel.problems import DefinitionError
from fadu.kernel.remembering import code_mark, mark_of, remembered
from fadu.procedure import opening_day
from fadu.procedure.lock import LOCK
from fadu.procedure.outlines import folders_of_kinds, outline_of
from fadu.procedure.problems import NoEditionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.facts import Fact
    from fadu.procedure.model import Procedure
    from fadu.procedure.names import Names
    from fadu.procedure.offering import GuardSpec

__all__ = ["Library", "NoEditionError", "library", "names_for"]

_SHARED_FORMS = Path(__file__).parent.parent / "records" / "documents"


@dataclass(frozen=True, slots=True)
class Library:
    """Procedures by kind and edition, loaded when first asked for."""

    folders: Mapping[str, Path]
    law: Law | None = None
    _loaded: dict[str, dict[date, Procedure]] = field(default_factory=dict)
    #: read for the checker, which tells of a released edition that changed and goes on; every other reader refuses
    is_checking: bool = False
    #: over all that loading and checking follow from, for what is kept between runs; empty keeps nothing
    mark: str = ""

    def kinds(self) -> tuple[str, ...]:
        """The kinds of case, sorted."""
        return tuple(sorted(self.folders))

    def folder(self, kind: str) -> Path:
        """Where the editions of a kind stand."""
        if kind not in self.folders:
            raise UnknownNameError("案件种类", kind, self.folders)
        return self.folders[kind] / "procedure"

    def editions(self, kind: str) -> tuple[Procedure, ...]:
        """The editions of a kind, oldest first. A released one that changed is an error."""
        if kind not in self._loaded:
            folder = self.folder(kind)
            loaded = remembered(f"editions in {folder}", self.mark, lambda: self._load(kind))
            if not self.is_checking and (folder / LOCK).exists():
                from fadu.procedure import released

                released.check(folder, loaded.values(), self.law)
            self._loaded[kind] = loaded
        return tuple(self._loaded[kind].values())

    def _load(self, kind: str) -> dict[date, Procedure]:
        from fadu.procedure.loader import load_folder

        editions = load_folder(self.folder(kind), names_for(kind, self.folders, self.law))
        for procedure in editions.values():
            if procedure.key != kind:
                message = f"程序的名称（procedure）应与所在文件夹同名“{kind}”；实为“{procedure.key}”。"
                raise DefinitionError(procedure.path, (1, 1), message)
        return editions

    def refuse_changed(self) -> None:
        """Refuse to go on where a released edition of any kind changed. Raises ReleasedEditionChangedError."""
        for kind in self.kinds():
            if (self.folder(kind) / LOCK).exists():
                self.editions(kind)

    def procedure(self, kind: str, on: date) -> Procedure:
        """The edition in force on a day. Raises NoEditionError before the first."""
        begun = [procedure for procedure in self.editions(kind) if procedure.edition <= on]
        if not begun:
            raise NoEditionError(
                f"“{self.title(kind)}”在{on}没有可适用的程序版本。请核对日期：早于收录的最早版本的，不能在本系统登记办理。"
            )
        return begun[-1]

    def opens_under(self, kind: str, payload: Mapping[str, Any], on: date) -> Procedure:
        """The edition a case opens under that is recorded on a day, by the legal day of its event. Raises NoEditionError before the first."""
        return opening_day.edition_for(self.editions(kind), payload, on) or self.procedure(kind, on)

    def edition(self, kind: str, edition: date) -> Procedure:
        """One edition by its date. Raises NoEditionError."""
        if kind not in self._loaded:
            self.editions(kind)
        wanted = self._loaded[kind].get(edition)
        if wanted is not None:
            return wanted
        known = "、".join(procedure.edition.isoformat() for procedure in self.editions(kind))
        raise NoEditionError(f"“{self.title(kind)}”没有{edition}的版本；有：{known}。")

    def reigns_until(self, kind: str, edition: date) -> date | None:
        """The day on which the edition after one begins; None: it reigns still."""
        return min(
            (procedure.edition for procedure in self.editions(kind) if procedure.edition > edition),
            default=None,
        )

    def title(self, kind: str) -> str:
        """The title of a kind's latest edition; the key itself where there is no such kind."""
        return outline_of(self.folders[kind]).title if kind in self.folders else kind

    def shown_to_family(self) -> tuple[str, ...]:
        """The kinds of which whoever handles the case that opened one sees all but what is sealed or secondary."""
        return tuple(kind for kind in self.kinds() if outline_of(self.folders[kind]).family_sees == "all")

    def shown_to_post(self, post: str) -> tuple[str, ...]:
        """The kinds of which a post sees every case of the bureau."""
        return tuple(kind for kind in self.kinds() if post in outline_of(self.folders[kind]).seen_by)

    def missing_forms(self, kind: str) -> tuple[str, ...]:
        """Templates the latest edition names for which there is no form, in the kind's folder or among the shared ones."""
        there = _forms(self.folders[kind] / "documents") | _forms(_SHARED_FORMS)
        named = {
            issue.template for action in self.editions(kind)[-1].actions.values() for issue in action.issues
        }
        return tuple(sorted(named - there))

    def facts(self, kind: str) -> Mapping[str, Fact]:
        """The facts a kind provides."""
        from fadu.procedure.facts import facts_of

        return facts_of(kind)

    def guards(self, kind: str) -> Mapping[str, GuardSpec]:
        """The guards a kind's procedures may name, the built-in ones included."""
        from fadu.procedure.providers import guards_of

        return guards_of(kind)


def names_for(kind: str, folders: Mapping[str, Path], law: Law | None) -> Names:
    """The names a kind's procedures may refer to."""
    from fadu.procedure.facts import facts_of
    from fadu.procedure.names import Names
    from fadu.procedure.providers import guards_of

    return Names(
        facts=frozenset(facts_of(kind)),
        guards=guards_of(kind),
        matters={other: frozenset(outline_of(folder).roles) for other, folder in folders.items()},
        law=law,
    )


def _mark() -> str:
    """A mark over the editions, guards and facts of all kinds, the law, and the code that reads and judges them."""
    from fadu.law.loading import mark as law_mark

    kinds = handed_down()
    files = (file for kind in kinds for file in (*kind.procedure.glob("*.yaml"), *kind.folder.rglob("*.py")))
    return kinds.derived(
        "mark of procedures", lambda: mark_of(files, law_mark(), code_mark("kernel", "law", "procedure"))
    )


def _forms(folder: Path) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.form"))


def for_checking() -> Library:
    """The library of what is on disk, also where a released edition was changed: the checker says so, and goes on."""
    from fadu.law import library as law_library

    return Library(folders_of_kinds(), law_library(), is_checking=True, mark=_mark())


def library() -> Library:
    """The library of the kinds there are, with the law there is."""
    from fadu.law import library as law_library

    return handed_down().derived(
        "library of procedures", lambda: Library(folders_of_kinds(), law_library(), mark=_mark())
    )
