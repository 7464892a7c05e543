# SPDX-License-Identifier: MulanPSL-2.0
"""Who sees which cases, and how much of them: `visible_to` is the one gate for every list, page, search and export.

A case is seen whole by whoever it is assigned to, as long as they hold a post, and by the posts that `sight.yaml` names; by who
registered it until it is assigned, and after that its header only, but for the kinds that `sight.yaml` names. Of the children of
a case its family sees what their procedure says (`family_sees`), and never what is sealed or in the secondary file.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from fadu.cases.models import Act, Assignment, Case
from fadu.cases.reading.reach import posts_by_reach
from fadu.people import selectors as people
from fadu.procedure.library import library
from fadu.storage.by_key import ByKey
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.people.models import Officer
    from fadu.people.selectors import HeldPost


class Sight(IntEnum):
    """How much of a case somebody sees; the greater, the more."""

    #: number, title, kind, stage, result: what the case that opened it tells of it anyway
    HEADER = 1
    #: all but what is sealed or in the secondary file
    MAIN = 2
    #: in one's own right; what is sealed still opens only to those the case is assigned to
    WHOLE = 3


def visible_to(officer: Officer | None, at: datetime) -> QuerySet[Case]:
    """The cases an officer may read at a moment; nobody (None), whoever has left, and who holds no post, reads none.

    Own cases, those of departments they head or keep the window of, and all of the bureau for the posts that oversee it;
    of the children of cases assigned to them, and of those they brought about, the kinds whose family sees all; and the
    cases from which a case assigned to them springs.
    """
    return looked_up(("visible to", officer and officer.pk, at), lambda: _visible_to(officer, at)).all()


def _visible_to(officer: Officer | None, at: datetime) -> QuerySet[Case]:
    held = _held(officer, at)
    if officer is None or not held:
        return Case.objects.none()
    own = _own(officer, held)
    cases = Case.objects.filter(bureau_id=officer.bureau_id)
    return cases if own is None else cases.filter(own | _of_the_family(officer))


def whole_to(officer: Officer | None, at: datetime) -> QuerySet[Case]:
    """The cases an officer sees whole, the secondary file too: in their own right, not by the family alone."""
    held = _held(officer, at)
    if officer is None or not held:
        return Case.objects.none()
    own, cases = _own(officer, held), Case.objects.filter(bureau_id=officer.bureau_id)
    return cases if own is None else cases.filter(own)


def registered_by(officer: Officer, at: datetime) -> QuerySet[Case]:
    """The cases an officer registered: of those that others work by now they look up where they stand, as long as they hold a post."""
    if not _held(officer, at):
        return Case.objects.none()
    return Case.objects.filter(opened_by=officer, parent=None, bureau_id=officer.bureau_id)


def known_to(officer: Officer | None, at: datetime) -> QuerySet[Case]:
    """The cases an officer may know of: those they may read, and of the children of these and of those they brought about
    at least the header.
    """
    return looked_up(("known to", officer and officer.pk, at), lambda: _known_to(officer, at)).all()


def _known_to(officer: Officer | None, at: datetime) -> QuerySet[Case]:
    held = _held(officer, at)
    if officer is None or not held:
        return Case.objects.none()
    readable = visible_to(officer, at)
    if _own(officer, held) is None:
        return readable  # all of the bureau
    kin = Q(pk__in=readable.values("pk")) | Q(parent_id__in=readable.values("pk")) | Q(opened_by=officer)
    return Case.objects.filter(kin, bureau_id=officer.bureau_id)


def sight_of(officer: Officer, case: Case, at: datetime) -> Sight | None:
    """How much of one case an officer sees at a moment; None where it does not exist for them."""
    held = _held(officer, at)
    if officer.bureau_id != case.bureau_id or not held:
        return None
    if _sees_all(officer, held) or _is_among(case, "whole", officer, held, lambda: whole_to(officer, at)):
        return Sight.WHOLE
    if _is_among(case, "visible", officer, held, lambda: visible_to(officer, at)):
        return Sight.MAIN
    return Sight.HEADER if is_known_to(officer, case, at) else None


def is_known_to(officer: Officer, case: Case, at: datetime) -> bool:
    """Whether an officer may know of a case. Whoever sees all of the bureau is not looked up in the database."""
    held = _held(officer, at)
    if officer.bureau_id != case.bureau_id or not held:
        return False
    return _sees_all(officer, held) or _is_among(case, "known", officer, held, lambda: known_to(officer, at))


def kin_known(officer: Officer, case: Case, at: datetime) -> list[Case]:
    """The case a case springs from and those that spring from it, as far as an officer may know of them."""
    held = _held(officer, at)
    if not held:
        return []

    def build(number: Any, parent: Any) -> QuerySet[Case]:
        # by their keys: of conditions joined by "or" a database may go through all cases in their order
        below, above = (
            Case.objects.order_by().filter(**by).values("pk") for by in ({"parent": number}, {"pk": parent})
        )
        return known_to(officer, at).filter(pk__in=below.union(above)).order_by("pk")

    asked = _WRITTEN.prepared(("kin", *_key(officer, held)), build, int, int)
    return asked(case.pk, case.parent_id or 0)


#: what is asked of one case, written once for who asks and what they hold
_WRITTEN = ByKey()


def _key(officer: Officer, held: tuple[HeldPost, ...]) -> tuple[Hashable, ...]:
    """All that the cases an officer sees hang on but the cases themselves."""
    return id(library()), officer.pk, officer.bureau_id, held


def _sees_all(officer: Officer, held: tuple[HeldPost, ...]) -> bool:
    """Whether an officer sees every case of the bureau."""
    return _own(officer, held) is None


def _is_among(
    case: Case,
    which: str,
    officer: Officer,
    held: tuple[HeldPost, ...],
    cases: Callable[[], QuerySet[Case]],
) -> bool:
    """Whether a case is among those an officer sees in some way."""

    def build(pk: Any) -> QuerySet[Case, Any]:
        return cases().filter(pk=pk).values_list("pk")

    return bool(_WRITTEN.prepared((which, *_key(officer, held)), build, int)(case.pk))


def _held(officer: Officer | None, at: datetime) -> tuple[HeldPost, ...]:
    """The posts an officer holds; of whoever has left none. What was assigned or registered once does not show itself without one."""
    if officer is None or (officer.until is not None and officer.until < at.date()):
        return ()
    return people.holdings(officer, at)


def _own(officer: Officer, held: Iterable[HeldPost]) -> Q | None:
    """The cases an officer sees in their own right; None for all of the bureau."""
    posts = posts_by_reach()
    own = Q(pk__in=_assigned(officer, "pk")) | _registered(officer)
    for holding in held:
        reach = _reach(holding)
        if holding.post in posts.bureau:
            if not reach:
                return None
            own |= reach
        if holding.post in posts.department and holding.department_id:
            own |= Q(department_id=holding.department_id) & reach
        if shown := library().shown_to_post(holding.post):
            own |= Q(kind__in=shown) & reach
    return own


def _registered(officer: Officer) -> Q:
    """The cases an officer registered that are theirs to work still: never assigned yet, or of a kind served to its end by who registers."""
    assigned = Q(Exists(Act.objects.filter(case=OuterRef("pk"), action="assign")))
    assigned |= Q(Exists(Assignment.objects.filter(case=OuterRef("pk"))))
    theirs = Q(kind__in=sorted(posts_by_reach().registered_to_the_end)) | ~assigned
    return Q(opened_by=officer, parent=None) & theirs


def _of_the_family(officer: Officer) -> Q:
    """The children that show themselves to an officer's cases, and the cases from which the officer's cases spring."""
    mine = _assigned(officer, "pk")
    down = Q(parent_id__in=mine) | Q(root_id__in=mine) | Q(opened_by=officer)
    up = Q(pk__in=_assigned(officer, "parent_id")) | Q(pk__in=_assigned(officer, "root_id"))
    return Q(kind__in=library().shown_to_family()) & down | up


def _assigned(officer: Officer, column: str) -> QuerySet[Case, Any]:
    return Case.objects.filter(assignments__officer=officer).values(column)


def is_of_a_department(post: str) -> bool:
    """Whether a post sees and does what is its department's."""
    return post in posts_by_reach().department


def _reach(holding: HeldPost) -> Q:
    """The cases a power reaches; an empty condition where it is not limited."""
    reach, limits = Q(), holding.limits
    if limits.kinds:
        reach &= Q(kind__in=limits.kinds)
    if limits.departments:
        reach &= Q(department_id__in=limits.departments)
    return reach
