# SPDX-License-Identifier: MulanPSL-2.0
"""The kinds of case there are: handed down once by whoever composes the program, never looked up.

No room knows a kind by name or goes looking for folders. What is remembered about kinds (their law, their procedures)
is remembered *with* them, so that other kinds bring other memories.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fadu.kernel.errors import FaduError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")


class KindsError(FaduError):
    """案件种类尚未交付，或者交付了两次。"""

    code = "kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFolder:
    """What a kind of case is before any database: where it stands, and what its pure modules offer.

    ``package`` is the name under which its modules are imported. ``guards`` and ``facts`` import those
    modules when first asked for; a broken import raises its own error.
    """

    key: str
    package: str
    folder: Path
    guards: Callable[[], Mapping[str, Any]]
    facts: Callable[[], Mapping[str, Any]]
    #: sentences worked out for its papers
    sayings: Callable[[], Mapping[str, Any]] = dict

    @property
    def procedure(self) -> Path:
        """One file for each edition."""
        return self.folder / "procedure"

    @property
    def law(self) -> Path:
        """Limits and amounts only this kind needs."""
        return self.folder / "law"

    @property
    def documents(self) -> Path:
        """One form for each paper."""
        return self.folder / "documents"

    @property
    def scenarios(self) -> Path:
        """Its stories."""
        return self.folder / "scenarios"


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """All kinds of case, by key, and what has been derived from them."""

    folders: Mapping[str, KindFolder]
    _derived: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: str) -> KindFolder:
        if key not in self.folders:
            raise UnknownNameError("案件种类", key, self.folders)
        return self.folders[key]

    def __contains__(self, key: object) -> bool:
        return key in self.folders

    def __iter__(self) -> Iterator[KindFolder]:
        return iter(self.folders[key] for key in sorted(self.folders))

    def derived(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for these kinds.

        >>> kinds = Kinds({})
        >>> kinds.derived("count", lambda: [0]) is kinds.derived("count", lambda: [1])
        True
        """
        if name not in self._derived:
            self._derived[name] = make()
        return cast("T", self._derived[name])


_held: list[Kinds] = []


def hand_down(kinds: Kinds) -> None:
    """Hold the kinds for the whole program. Raises KindsError where some are held already."""
    if _held:
        raise KindsError("案件种类已经交付过一次。每个进程只交付一次；测试请用 others()。")
    _held.append(kinds)


def handed_down() -> Kinds:
    """The kinds there are. Raises KindsError before they were handed down."""
    if not _held:
        raise KindsError(
            "案件种类尚未交付。请经 fadu 命令运行，或者先调用 fadu.assembly.discovery.hand_down()。"
        )
    return _held[-1]


def are_handed_down() -> bool:
    """Whether there are kinds to ask for."""
    return bool(_held)


@contextmanager
def others(kinds: Kinds) -> Iterator[Kinds]:
    """Let the program know other kinds for a while; what was derived from the first comes back with them."""
    _held.append(kinds)
    try:
        yield kinds
    finally:
        _held.remove(kinds)
