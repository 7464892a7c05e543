# SPDX-License-Identifier: MulanPSL-2.0
"""The one registry of kinds: found before Django is set up, in three places, and handed down to every room.

1. the folders of ``fadu.matters``;
2. installed packages that name themselves by the entry point ``fadu.kinds`` (``key = package``): they may have tables;
3. folders named in ``FADU_KINDS``, separated as in ``PATH``: kinds without tables, tried out without packaging them.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from fadu.kernel import kinds
from fadu.kernel.kinds import KindFolder, Kinds, KindsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

#: the package of the kinds that come with the program
SHIPPED = "fadu.matters"
#: the entry point by which an installed package brings a kind
ENTRY_POINT = "fadu.kinds"
#: the environment variable that names folders of kinds
VARIABLE = "FADU_KINDS"
#: where the modules of such folders are imported from
_LOOSE = "fadu_kinds"


def hand_down() -> Kinds:
    """Find the kinds and hand them down, once for the process."""
    if not kinds.are_handed_down():
        kinds.hand_down(find())
    return kinds.handed_down()


def find() -> Kinds:
    """All kinds there are. Raises KindsError where a key is brought twice or a place holds no kind."""
    folders: dict[str, KindFolder] = {}
    for folder in (*_shipped(), *_installed(), *_loose()):
        if folder.key in folders:
            raise KindsError(f"案件种类“{folder.key}”有两处：{folders[folder.key].folder}和{folder.folder}。")
        folders[folder.key] = folder
    return Kinds(folders)


def applications() -> list[str]:
    """The Django applications among the kinds: those with a module ``apps``."""
    return [kind.package for kind in hand_down() if (kind.folder / "apps.py").exists()]


def module_of(package: str, name: str) -> ModuleType | None:
    """A module of a kind; None where it has none of that name. What its import raises is not hidden."""
    full = f"{package}.{name}"
    return import_module(full) if find_spec(full) else None


def _shipped() -> Iterator[KindFolder]:
    spec = find_spec(SHIPPED)
    roots = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    for folder in sorted(path for root in roots for path in root.iterdir()):
        if _has_editions(folder):
            yield _kind(folder.name, f"{SHIPPED}.{folder.name}", folder)


def _installed() -> Iterator[KindFolder]:
    if not _may_bring_kinds():
        return
    from importlib import metadata

    for point in sorted(metadata.entry_points(group=ENTRY_POINT), key=lambda point: point.name):
        spec = find_spec(point.value)
        places = list(spec.submodule_search_locations or ()) if spec else []
        if not places:
            raise KindsError(f"入口点 {ENTRY_POINT} 的“{point.name}”指向“{point.value}”，但没有这个软件包。")
        yield _kind(point.name, point.value, _checked(Path(places[0])))


def _may_bring_kinds() -> bool:
    """Whether any installed package names the entry point at all: reading that is cheaper than asking the machinery."""
    places = [Path(place or ".") for place in sys.path]
    declarations = (file for place in places for file in place.glob("*-info/entry_points.txt"))
    return any(place.is_file() for place in places) or any(
        f"[{ENTRY_POINT}]" in file.read_text(encoding="utf-8", errors="replace") for file in declarations
    )


def _loose() -> Iterator[KindFolder]:
    for place in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        folder = _checked(Path(place).expanduser().resolve())
        if (folder / "models.py").exists():
            raise KindsError(
                f"{VARIABLE} 中的“{folder}”带有数据表（models.py）。"
                f"请把它做成软件包，以入口点 {ENTRY_POINT} 提供，再安装。"
            )
        _importable(folder)
        yield _kind(folder.name, f"{_LOOSE}.{folder.name}", folder)


def _checked(folder: Path) -> Path:
    if not _has_editions(folder):
        raise KindsError(f"“{folder}”不是案件种类的文件夹：其中应有 procedure/*.yaml，而没有。")
    return folder


def _has_editions(folder: Path) -> bool:
    return any((folder / "procedure").glob("*.yaml"))


def _importable(folder: Path) -> None:
    """Let ``fadu_kinds.<name>.<module>`` be imported from a folder that is no installed package."""
    above = sys.modules.setdefault(
        _LOOSE, ModuleType(_LOOSE, "Kinds of case from folders named in FADU_KINDS.")
    )
    above.__path__ = []
    name = f"{_LOOSE}.{folder.name}"
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


def _kind(key: str, package: str, folder: Path) -> KindFolder:
    return KindFolder(
        key=key,
        package=package,
        folder=folder,
        guards=_offers(package, "guards"),
        facts=_offers(package, "facts"),
        sayings=_offers(package, "sayings"),
    )


def _offers(package: str, name: str) -> Callable[[], Mapping[str, Any]]:
    """What the guards, facts or sayings module of a kind offers, imported when first asked for."""

    def offered() -> Mapping[str, Any]:
        from fadu.procedure import facts, offering, saying

        by = {
            "guards": offering.offered_by,
            "facts": facts.offered_by,
            "sayings": saying.offered_by,
        }
        module = module_of(package, name)
        return by[name](module) if module else {}

    return offered
