# SPDX-License-Identifier: MulanPSL-2.0
"""Whether what is called modelled is leant on: each model of a row is changed by one, and the story named for it must go otherwise.

Which stories are named for which model stands in ``law/data/coverage/leaning.yaml``; limits, figures and lists have golden
answers besides (`fadu.law.golden`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.kernel.yaml_reader import read
from fadu.law import changes as law_changes
from fadu.law import library as law_library
from fadu.law.changes import LawChange
from fadu.law.errors import LawDataError
from fadu.law.golden import Golden, golden
from fadu.law.reasons import FOLDER
from fadu.procedure import changes as procedure_changes
from fadu.procedure.changes import ProcedureChange
from fadu.procedure.library import library
from fadu.procedure.scenarios import play, procedure_of, scenarios_of
from fadu.procedure.stories import Story, story_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fadu.law import Law
    from fadu.law.coverage import Accounted
    from fadu.procedure.library import Library
    from fadu.procedure.model import Procedure

FILE = FOLDER / "leaning.yaml"
LOCKS = FOLDER / "second_locks.yaml"
#: how often progress is told: after so many changes
_EVERY = 500
_MODEL = re.compile(r"(行为|期限|界限|选项|条目|处罚依据|事实|条件) ([^（]+)(?:（(.+)）)?|([a-z]+):(.+)")
Change = LawChange | ProcedureChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One change of a model of a row. ``noticed``: the story, or the golden answer, that goes otherwise; empty where none does."""

    row: str
    model: str
    change: str
    stories: tuple[str, ...]
    noticed: str

    def as_json(self) -> dict[str, Any]:
        """The attempt as plain values."""
        return {
            "row": self.row,
            "model": self.model,
            "change": self.change,
            "stories": list(self.stories),
            "noticed": self.noticed or None,
        }


def leaning(path: Path = FILE) -> dict[str, tuple[str, ...]]:
    """For each model the stories that lean on it, as ``kind/story``."""
    top = read(path, LawDataError)["leaning"]
    return {key: tuple(top[key]) for key in top}


def second_locks(path: Path = LOCKS) -> dict[str, str]:
    """The changes that nobody can notice, each with the reason: what is taken away is ensured elsewhere."""
    groups = read(path, LawDataError)["second_locks"]
    return {change: str(group["reason"]) for group in groups for change in group["changes"]}


def changes_of(model: str, row: str, law: Law, books: Library) -> Iterator[Change]:
    """What is changed of a model of a row; nothing where no change of data undoes it."""
    parts = _MODEL.fullmatch(model)
    if parts is None:
        return
    what, name, edition = parts[1] or parts[4], parts[2] or parts[5], parts[3] or ""
    whole = row if parts[1] else ""
    if what in _LAW:
        yield from _LAW[what](law, name, whole)
    elif what in _PROCEDURES:
        kind, _, key = name.partition("/")
        yield from _PROCEDURES[what](books, kind, key, edition)
    elif name in _MODULES:
        yield from _MODULES[name](law)


_LAW: Mapping[str, Callable[[Law, str, str], Iterator[LawChange]]] = {
    "期限": law_changes.of_limit,
    "limit": law_changes.of_limit,
    "界限": law_changes.of_threshold,
    "选项": law_changes.of_options,
    "options": law_changes.of_options,
    "条目": law_changes.of_entry,
    "entry": law_changes.of_entry,
    "处罚依据": law_changes.of_basis,
    "basis": law_changes.of_basis,
}


def _fact(books: Library, kind: str, key: str, edition: str) -> Iterator[ProcedureChange]:
    return procedure_changes.of_fact(books, kind, key)


def _guard(books: Library, kind: str, key: str, edition: str) -> Iterator[ProcedureChange]:
    return procedure_changes.of_guard(books, kind, key)


def _role(books: Library, kind: str, key: str, edition: str) -> Iterator[ProcedureChange]:
    return procedure_changes.of_role(books, kind, key)


_PROCEDURES: Mapping[str, Callable[[Library, str, str, str], Iterator[ProcedureChange]]] = {
    "行为": procedure_changes.of_action,
    "action": procedure_changes.of_action,
    "事实": _fact,
    "fact": _fact,
    "条件": _guard,
    "guard": _guard,
    "role": _role,
}
#: what is calculated by code alone, and the change of data that comes to the same
_MODULES: Mapping[str, Callable[[Law], Iterator[LawChange]]] = {
    "fadu.law.deadline": law_changes.of_counting,
    "fadu.law.limit": law_changes.of_inclusion,
    "fadu.law.notices": law_changes.of_notices,
}


@dataclass(frozen=True)
class Trial:
    """The law and the procedures as they are, the golden answers, and the stories, each read once."""

    law: Law = field(default_factory=law_library)
    books: Library = field(default_factory=library)
    golden: Golden = field(default_factory=golden)
    _read: dict[str, tuple[Story, Procedure]] = field(default_factory=dict)
    _whole: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def stories(self) -> dict[str, Path]:
        """Every story by ``kind/story``."""
        return {
            f"{kind}/{path.stem}": path
            for kind in self.books.kinds()
            for path in scenarios_of(self.books.folders[kind])
        }

    def goes_otherwise(self, story: str, change: Change) -> bool:
        """Whether a story that goes as written in the law as it is goes otherwise in the changed one."""
        return self._goes_as_written(story) and not self._plays(story, change)

    def _goes_as_written(self, story: str) -> bool:
        if story not in self._whole:
            self._whole[story] = self._plays(story, None)
        return self._whole[story]

    def _plays(self, name: str, change: Change | None) -> bool:
        story, procedure = self.written(name)
        law = change.law if isinstance(change, LawChange) else self.law
        try:
            play(story, change.of(procedure) if isinstance(change, ProcedureChange) else procedure, law)
        except FaduError:
            return False
        return True

    def written(self, name: str) -> tuple[Story, Procedure]:
        """A story and the edition it is played in."""
        if name not in self._read:
            story = story_of(self.stories[name])
            self._read[name] = story, procedure_of(story, self.books)
        return self._read[name]

    def noticed(self, change: Change, stories: Iterable[str]) -> str:
        """The first story that notices a change, else the golden answer that does; empty where none does."""
        for story in stories:
            if story in self.stories and self.goes_otherwise(story, change):
                return story
        if isinstance(change, LawChange) and any(
            any(self.golden.differences(change.law, key)) for key in change.keys
        ):
            return "golden"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All attempts, and the rows of which nothing could be changed since code alone does their work."""

    attempts: tuple[Attempt, ...]
    untried: tuple[str, ...]
    #: change -> why nobody can notice it
    locks: Mapping[str, str] = field(default_factory=dict)

    @property
    def survivors(self) -> tuple[Attempt, ...]:
        """The changes nobody noticed and somebody should have."""
        return tuple(a for a in self.attempts if not a.noticed and a.change not in self.locks)

    @property
    def explained(self) -> dict[str, str]:
        """The changes nobody noticed and why nobody can."""
        unnoticed = {attempt.change for attempt in self.attempts if not attempt.noticed}
        return {change: reason for change, reason in self.locks.items() if change in unnoticed}

    @property
    def changes(self) -> int:
        """How many different changes were tried; rows may share one."""
        return len({attempt.change for attempt in self.attempts})

    def as_json(self) -> dict[str, Any]:
        """The proof as plain values."""
        return {
            "changes": self.changes,
            "attempts": [attempt.as_json() for attempt in self.attempts],
            "survivors": [attempt.as_json() for attempt in self.survivors],
            "explained": [{"change": change, "reason": said} for change, said in self.explained.items()],
            "untried": list(self.untried),
        }


def prove(
    accounts: Sequence[Accounted],
    names: Mapping[str, tuple[str, ...]],
    trial: Trial,
    progress_of: Callable[[int, int], None] = lambda done, survived: None,
) -> Proof:
    """Every change of every model of the modelled rows; a change that two rows share is tried once."""
    attempts: list[Attempt] = []
    tried: dict[str, str] = {}
    for accounted in accounts:
        for model in accounted.leaning:
            stories = names.get(model, ())
            for change in changes_of(model, accounted.row.id, trial.law, trial.books):
                if change.words not in tried:
                    tried[change.words] = trial.noticed(change, stories)
                    progress_of(len(tried), sum(not by for by in tried.values()))
                attempts.append(
                    Attempt(
                        row=accounted.row.id,
                        model=model,
                        change=change.words,
                        stories=stories,
                        noticed=tried[change.words],
                    )
                )
    reached = {attempt.row for attempt in attempts}
    left = tuple(accounted.row.id for accounted in accounts if accounted.row.id not in reached)
    return Proof(attempts=tuple(attempts), untried=left, locks=second_locks())


def is_golden(model: str) -> bool:
    """Whether golden answers stand behind a model: a limit, a figure, a closed list, or how days are counted."""
    marks = tuple(f"{what}{mark}" for what in _LAW for mark in " :")
    return model.startswith(marks) or model.removeprefix("module:") in _MODULES


def unknown(names: Mapping[str, tuple[str, ...]], models: Iterable[str], trial: Trial) -> list[str]:
    """What is named and is not there: a story, or a model."""
    known = set(models)
    return [
        *(
            f"{model}：{story}"
            for model, named in names.items()
            for story in named
            if story not in trial.stories
        ),
        *(model for model in names if model not in known),
    ]


def progress(done: int, survived: int) -> None:
    """Say on the error stream how far it is."""
    if done % _EVERY == 0:
        print(f"已试 {done} 处改动，未被察觉 {survived} 处……", file=sys.stderr, flush=True)
