# SPDX-License-Identifier: MulanPSL-2.0
"""What a case is called: its parties, and what it is about, in the words and by the fields its procedure names (``heading``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.kernel.offences import bare
from fadu.procedure.fields import titles_of

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

_NAMED = re.compile(r"\{([\w|]+)\}")
#: who it is about, among the fields a heading may name
PARTIES = "parties"
#: so long is what a case is called, at most: so much room has the register
MOST = 300
#: so much of a text tells what a case is about
LONGEST = 40


def fields_of(heading: str) -> tuple[str, ...]:
    """The fields that a heading names.

    >>> fields_of("涉嫌{suspected_violation}案"), fields_of("{parties|respondent}：{special_kind}"), fields_of("")
    (('suspected_violation',), ('respondent', 'special_kind'), ())
    """
    named = (name for names in _NAMED.findall(heading) for name in names.split("|"))
    return tuple(name for name in named if name != PARTIES)


def title_of(procedure: Procedure, state: State) -> str:
    """A case's title as it is entered when it opens: its parties and its kind."""
    names = _called(state)
    if names:
        return f"{names}{procedure.title}"
    words = _first_words(procedure, state)
    return f"{words}{procedure.title}" if words else procedure.title


def heading(procedure: Procedure, state: State, entered: str, law: Law) -> str:
    """What a case is called today: as its procedure says once the fields it names are filled in, else by the title it was entered
    with, in which the parties are those of today where it was put together from them.
    """
    about = _about(procedure, state, law)
    if about:
        names_itself = f"{{{PARTIES}" in procedure.heading
        return about if names_itself else f"{_called(state)}{about}"
    return title_of(procedure, state) if state.parties and entered.endswith(procedure.title) else entered


def shortened(title: str) -> str:
    """A title that was put together, as long as the register has room for.

    >>> len(shortened("案" * 400)), shortened("某案")
    (300, '某案')
    """
    return title if len(title) <= MOST else f"{title[: MOST - 1]}…"


def _called(state: State) -> str:
    """The parties, two by name."""
    each = list(dict.fromkeys(party.name for party in state.parties))
    return "、".join(each[:2]) + ("等" if len(each) > 2 else "")


def _about(procedure: Procedure, state: State, law: Law) -> str:
    """What the case is about, in words; nothing where a field that the heading names is empty."""
    words = {names: _first(procedure, state, names, law) for names in _NAMED.findall(procedure.heading)}
    return (
        _NAMED.sub(lambda named: words[named[1]], procedure.heading) if words and all(words.values()) else ""
    )


def _first(procedure: Procedure, state: State, names: str, law: Law) -> str:
    """What the first of some fields says that says anything; the parties stand among fields."""
    each = (
        _called(state) if name == PARTIES else _word(procedure, state, name, law) for name in names.split("|")
    )
    return next(filter(None, each), "")


def _word(procedure: Procedure, state: State, name: str, law: Law) -> str:
    value, field = state.fields.get(name), procedure.fields.get(name)
    if not isinstance(value, str) or not value.strip() or field is None or not state.entries:
        return ""
    title = titles_of(field, law, state.entries[0].at.date()).get(value, value)
    word = " ".join(bare(title).split())
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"


def _first_words(procedure: Procedure, state: State) -> str:
    """Where there are no parties, the first short text that is neither sealed nor in the secondary file."""
    for key, value in state.fields.items():
        field = procedure.fields.get(key)
        if (
            value is not None
            and field is not None
            and field.type == "text"
            and not (field.sealed or field.secondary)
        ):
            return str(value)[:60]
    return ""
