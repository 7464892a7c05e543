# SPDX-License-Identifier: MulanPSL-2.0
"""What stood in a sealed field of a form and was emptied since: an open text of the same form says it no more than before.

Whoever is refused because the text names the informant may empty the sealed field instead of mending the text, and the name would be
read by everybody. So the form carries a mark of what it held, by which nobody reads the name and a text is asked whether it says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.world.sealed import open_texts, to_be_sealed
from fadu.kernel.errors import BadInputError
from fadu.kernel.letters import spelled_alike
from fadu.people import sealing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from django.http import HttpRequest

    from fadu.procedure.model import Procedure

#: the input of a form that carries the marks
CARRIED = "sealed_before"
#: so many marks are carried, of names of at most so many letters
MOST, LONGEST = 80, 40
_PURPOSE = "sealed_before"


def marks(request: HttpRequest, procedure: Procedure) -> list[str]:
    """The marks of what stands in the sealed fields of a form now, and of what stood there before."""
    now = [_mark(plain) for plain in _named(procedure, request.POST)]
    return list(dict.fromkeys([*now, *request.POST.getlist(CARRIED)]))[:MOST]


def refuse(
    request: HttpRequest, procedure: Procedure, payload: Mapping[str, Any], names: Iterable[str] = ()
) -> None:
    """Refuse an open text, or a party named, that says what stood in a sealed field of this form before. Raises BadInputError."""
    kept = {
        _mark(plain) for plain in _named(procedure, payload)
    }  # what is still there the judge compares himself
    gone = [mark for mark in request.POST.getlist(CARRIED)[:MOST] if mark not in kept]
    texts = [*open_texts(procedure, payload), *map(spelled_alike, names)] if gone else []
    if _says_one(texts, gone):
        raise BadInputError(
            expected="不指明举报人身份的称呼",
            got="写有先前填在密封栏里的姓名、电话或者号码",
            where="密封栏以外的内容",
            remedy="改用“举报人”等称呼；密封栏先前填错、所写的是他人的，重新打开本表填写",
        )


def _named(procedure: Procedure, said: Mapping[str, Any]) -> Iterator[str]:
    """What the sealed fields say that names somebody, word by word, as it is compared."""
    yield from (plain for plain in to_be_sealed(procedure, said) if len(plain) <= LONGEST)


def _mark(plain: str) -> str:
    return f"{len(plain)}-{sealing.blind_index(plain, purpose=_PURPOSE)}"


def _says_one(texts: Iterable[str], gone: Iterable[str]) -> bool:
    """Whether one of some texts says what a mark is of, anywhere in it."""
    wanted = set(gone)
    written = {mark.partition("-")[0] for mark in wanted}
    sizes = [size for size in range(2, LONGEST + 1) if str(size) in written]
    return any(
        _mark(text[at : at + size]) in wanted
        for text in texts
        for size in sizes
        for at in range(len(text) - size + 1)
    )
