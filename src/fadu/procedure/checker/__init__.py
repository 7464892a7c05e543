# SPDX-License-Identifier: MulanPSL-2.0
"""The checker: properties of a procedure proved without running a single case.

``check(procedure)`` gives one line for each property, with a witness or a shortest counter-example.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.kernel import digests
from fadu.kernel.remembering import remembered
from fadu.procedure import lock, released
from fadu.procedure.checker import (
    answers,
    blanks,
    clocks,
    days_set,
    editions,
    exits,
    extensions,
    fillable,
    gone,
    grounds,
    handing,
    legal_days,
    names,
    never,
    opening,
    opposites,
    people,
    proposed,
    remedies,
    services,
    shape,
    subjects,
    tellings,
    values,
    way,
)
from fadu.procedure.checker.mutations import Mutation, mutations
from fadu.procedure.checker.report import Line, Report, Step, Support

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.library import Library
    from fadu.procedure.model import Procedure
    from fadu.procedure.offering import GuardSpec

__all__ = ["Line", "Mutation", "Report", "Step", "Support", "check", "check_library", "mutations"]


def check(
    procedure: Procedure,
    *,
    law: Law | None = None,
    previous: Procedure | None = None,
    until: date | None = None,
    children: Mapping[str, Procedure] | None = None,
    templates: Collection[str] | None = None,
    guards: Mapping[str, GuardSpec] | None = None,
    explain: bool = True,
) -> Report:
    """Check one edition.

    ``law`` gives limits and the register of articles; ``previous`` the edition before; ``until`` the day the
    next edition begins; ``children`` the procedures
    of kinds this one opens; ``templates`` the names of all forms; ``guards`` what a procedure of the kind may name. What is not given is skipped, and the line says so.
    ``explain=False`` leaves out what each proof rests on (faster).
    """
    lines = [
        *shape.lines(procedure),
        *values.lines(procedure),
        *answers.lines(procedure),
        *blanks.lines(procedure),
        *fillable.lines(procedure),
        *exits.lines(procedure),
        *gone.lines(procedure),
        *way.lines(procedure),
        *clocks.lines(procedure, law),
        *extensions.lines(procedure, law, until),
        *legal_days.lines(procedure, law, until),
        *days_set.lines(procedure),
        *services.lines(procedure, law, until),
        *subjects.lines(procedure, law),
        *remedies.lines(procedure, law, children or {}),
        *handing.lines(procedure, children or {}),
        *never.lines(procedure, explain=explain),
        *people.lines(procedure, children or {}),
        *tellings.lines(procedure, children or {}),
        *tellings.of_one_party(procedure),
        *names.lines(procedure, law, templates),
        *editions.lines(procedure, previous),
        *opening.lines(procedure, previous, law, until),
        *editions.citations(procedure, law, until),
        *grounds.lines(procedure, law, guards, until),
        *opposites.lines(procedure, guards),
        *proposed.lines(procedure, guards),
    ]
    return Report(
        procedure=procedure.key, title=procedure.title, edition=procedure.edition, lines=tuple(lines)
    )


def check_library(
    library: Library,
    *,
    kind: str = "",
    templates: Callable[[str], Collection[str]] | None = None,
    explain: bool = True,
) -> Iterator[Report]:
    """Check all editions of one kind, or of all, against the law and each other.

    ``templates`` answers the names of the forms a kind may issue; forms belong to a room above this one. Whether a
    released edition changed is looked at each time; what else was proved is remembered until something it follows from changes.
    """
    for key in [kind] if kind else library.kinds():
        forms = templates(key) if templates else None
        folder, known = library.folder(key), library.editions(key)
        wrong, locked = released.changed(folder, known, library.law), lock.read(folder)
        for place, procedure in enumerate(known):
            report = _remembered(library, place, procedure, forms, explain=explain)
            edition = procedure.edition.isoformat()
            lines = (
                _released(wrong.get(edition), is_released=edition in locked),
                _code_unchanged(released.recoded(folder, procedure), is_released=edition in locked),
            )
            yield replace(report, lines=(*report.lines, *lines))


def _remembered(
    library: Library, place: int, procedure: Procedure, forms: Collection[str] | None, *, explain: bool
) -> Report:
    """What was proved of an edition before, where neither it nor anything else a proof follows from changed since."""
    given = f"{forms if forms is None else sorted(forms)}"
    mark = library.mark and digests.of(f"{library.mark} {procedure.fingerprint} {given}".encode())
    name = f"check of {procedure.path} {explain=}"
    return remembered(name, mark, lambda: _checked(library, place, procedure, forms, explain=explain))


def _checked(
    library: Library, place: int, procedure: Procedure, forms: Collection[str] | None, *, explain: bool
) -> Report:
    known = library.editions(procedure.key)
    following = known[place + 1] if place + 1 < len(known) else None
    children = {
        opening.matter: library.editions(opening.matter)[-1]
        for action in procedure.actions.values()
        for opening in action.opens
        if opening.matter in library.kinds()
    }
    return check(
        procedure,
        law=library.law,
        previous=known[place - 1] if place else None,
        until=following.edition if following else None,
        children=children,
        templates=forms,
        guards=library.guards(procedure.key),
        explain=explain,
    )


def _released(wrong: str | None, *, is_released: bool) -> Line:
    witness = (
        f"{wrong}；法律有变的，另立新版本"
        if wrong
        else "指纹与发布时一致"
        if is_released
        else "尚未发布，可以修改"
    )
    return Line(
        code="released", title="已发布的版本没有修改", ok=not wrong, witness=witness, skipped=not is_released
    )


def _code_unchanged(keys: Collection[str], *, is_released: bool) -> Line:
    witness = (
        f"{'、'.join(keys)}：代码已改变而版本号未变；判断有变的，提高版本号并更正，效果不变的，再次发布以确认"
        if keys
        else "与发布时一致，或者已提高版本号"
        if is_released
        else "尚未发布，可以修改"
    )
    title = "已发布的版本所用的办理条件和事实没有不声不响地改变"
    return Line(code="released_code", title=title, ok=not keys, witness=witness, skipped=not is_released)
