# SPDX-License-Identifier: MulanPSL-2.0
"""Files chosen with an act that is asked about, or refused: set aside until the act is done, and offered with its form again.

A browser forgets chosen files whenever a page comes back. What goes into the file of a case goes there with its act or not at all; so
until then the file lies apart, sealed by the officer's own key, known to that officer and that form alone. It goes when the act is done,
when its tick is taken away, and after a week in which nobody came back to it. What is judged while the form is typed is judged with
the files its press would bring (``to_come``), as the press is.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from fadu.desk import carrying
from fadu.kernel import clock, digests
from fadu.people import sealing
from fadu.records import services as files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest
    from django.utils.datastructures import MultiValueDict

    from fadu.people.models import Officer

#: the field of a form that says which of the files set aside go in with the act
FIELD = "set_aside"
#: after so long nobody comes back
KEPT = timedelta(days=7)
_ABOUT, _FILE = ".about", ".file"


@dataclass(frozen=True, slots=True)
class Aside:
    """A file set aside: by what its form names it, and what it was called."""

    mark: str
    name: str
    folder: Path
    #: whether it is offered with its tick: not where its name was refused, else the next press would be refused for it again
    ticked: bool = True

    def read(self, officer: Officer) -> bytes | None:
        """What is in it; None where the key is gone that opens it."""
        with (self.folder / f"{self.mark}{_FILE}").open("rb") as sealed:
            opened = sealing.opening_from(sealed, owner=carrying.owner_of(officer.pk))
            return opened.read() if opened else None


def of(officer: Officer, form: str) -> list[Aside]:
    """The files set aside of a form for an officer, in the order of their names."""
    folder = _folder(officer, form)
    there = [_read(path) for path in folder.glob(f"*{_ABOUT}")] if folder.is_dir() else []
    return sorted((one for one in there if one is not None), key=lambda one: (one.name, one.mark))


def keep(officer: Officer, form: str, chosen: Iterable[UploadedFile]) -> None:
    """Set aside the files that were chosen, in place of those set aside before. Raises FileRefusedError before any is kept."""
    read = []
    for file in chosen:
        file.seek(0)
        content = file.read()
        file.seek(0)
        files.check(file.name or "", content)
        read.append((file.name or "", content))
    forget(officer, form)
    _sweep()
    if not read:
        return
    folder, owner = _folder(officer, form), carrying.owner_of(officer.pk)
    folder.mkdir(mode=0o700, parents=True)
    for name, content in read:
        mark = digests.digest(content).hex()[:32]
        with (folder / f"{mark}{_FILE}").open("wb") as target:
            seal = sealing.sealing_into(target, owner=owner)
            seal.write(content)
            seal.finish()
        about = {"at": clock.now().isoformat(), "name": sealing.seal(name, owner=owner)}
        (folder / f"{mark}{_ABOUT}").write_text(json.dumps(about), encoding="utf-8")


def untick(officer: Officer, form: str, names: Collection[str]) -> None:
    """Offer the files of some names without their tick from now on: as they are called they go into no file."""
    for one in of(officer, form):
        if one.name in names:
            path = one.folder / f"{one.mark}{_ABOUT}"
            about = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps({**about, "ticked": False}), encoding="utf-8")


def forget(officer: Officer, form: str) -> None:
    """Keep nothing aside of a form any more."""
    shutil.rmtree(_folder(officer, form), ignore_errors=True)


def with_kept(
    request: HttpRequest, officer: Officer, form: str, field: str
) -> MultiValueDict[str, UploadedFile]:
    """The files of a press, those among them that were set aside before and are still ticked."""
    chosen, ticked = request.FILES.copy(), set(request.POST.getlist(FIELD))
    own = {digests.digest(_content(file)).hex()[:32] for file in chosen.getlist(field)}
    for one in of(officer, form) if ticked else ():
        content = one.read(officer) if one.mark in ticked - own else None
        if content is not None:
            chosen.appendlist(field, SimpleUploadedFile(one.name, content))
    return chosen


def to_come(
    request: HttpRequest, officer: Officer, form: str, field: str
) -> MultiValueDict[str, UploadedFile]:
    """The files that a press of a form would have, as a check while it is typed knows them: how many, and not what is in them.

    A script sends a word for each file that is chosen, and no file; of those set aside the ticks are sent.
    """
    chosen, ticked = request.FILES.copy(), set(request.POST.getlist(FIELD))
    words = [word for word in request.POST.getlist(field) if word]
    kept = [one for one in of(officer, form) if one.mark in ticked] if ticked else []
    for _ in (*words, *kept):
        chosen.appendlist(field, SimpleUploadedFile(field, b"-"))
    return chosen


def _content(file: UploadedFile) -> bytes:
    file.seek(0)
    content = bytes(file.read())
    file.seek(0)
    return content


def _root() -> Path:
    return Path(settings.HOME) / "set-aside"


def _folder(officer: Officer, form: str) -> Path:
    return _root() / f"{officer.pk}-{digests.digest(form.encode()).hex()[:32]}"


def _read(path: Path) -> Aside | None:
    """What is said of a file; None where it is not whole, or its key is gone."""
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        name = sealing.unseal(about["name"])
    except (OSError, ValueError, KeyError, sealing.SealError):
        return None
    mark, ticked = path.name.removesuffix(_ABOUT), about.get("ticked", True)
    return Aside(mark, name, path.parent, ticked=ticked)


def _sweep() -> None:
    """Forget what nobody came back to."""
    for path in _root().glob(f"*/*{_ABOUT}"):
        if any(at < clock.now() - KEPT for at in _moments(path)):
            shutil.rmtree(path.parent, ignore_errors=True)


def _moments(path: Path) -> Iterator[datetime]:
    """When a file was set aside, as far as its sheet can be read."""
    try:
        yield datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError):
        return
