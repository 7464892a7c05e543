# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a document is served on: everybody, the party the act is done for, others, or the parties of one capacity.

Duties are owed to the people of today: to whoever is in the case when it is asked, not to whoever stood on a paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.model import Issue, Procedure
    from fadu.procedure.state import PartyView, ServiceView, State

#: besides these, ``served_to`` may name a role of the procedure that is a party's
ALL, THE_PARTY, OTHERS = "each_party", "party", "others"
KNOWN = (ALL, THE_PARTY, OTHERS)


def recipients(
    issue: Issue, procedure: Procedure, parties: Iterable[PartyView], party: str
) -> tuple[str, ...]:
    """The keys of the parties a document goes to; ``party`` is the one the act is done for.

    One that goes ``to_those_left`` goes to nobody who has died or ended with nobody in the place.
    """
    if not issue.to_those_left:
        return addressed(issue, procedure, parties, party)
    views = tuple(parties)
    gone = {view.key for view in views if view.ended_on is not None}
    return tuple(key for key in addressed(issue, procedure, views, party) if key not in gone)


def addressed(
    issue: Issue, procedure: Procedure, parties: Iterable[PartyView], party: str
) -> tuple[str, ...]:
    """The keys of the parties whom a document names as those it is for, whether they are there or not."""
    if issue.served_to == ALL:
        return sides(procedure, parties)
    if issue.served_to == THE_PARTY:
        return (party,) if party else ()
    role = procedure.roles.get(issue.served_to)
    return tuple(view.key for view in parties if role is not None and view.capacity == role.capacity)


def sides(procedure: Procedure, parties: Iterable[PartyView]) -> tuple[str, ...]:
    """The keys of those the case is about, each once: not other authorities that help or take over."""
    bodies = once(procedure, _bodies)
    return tuple(dict.fromkeys(view.key for view in parties if view.capacity not in bodies))


def _bodies(procedure: Procedure) -> frozenset[str]:
    return frozenset(role.capacity for role in procedure.roles.values() if role.other_body)


def owed(procedure: Procedure, state: State, template: str) -> tuple[str, ...]:
    """The keys of the parties in the case today to whom papers of a template are owed.

    Where a paper goes to whom an act is done for, those it was issued for, as far as they are still in the case. A history
    that names no parties is asked about those its papers name.
    """
    issued = [party for paper in state.documents if paper.template == template for party in paper.parties]
    if not state.parties:
        return tuple(dict.fromkeys(issued))
    today = {view.key for view in state.parties}
    people: dict[str, None] = {}
    for issue in once(procedure, _by_template).get(template, ()):
        named = issue.served_to in {"", THE_PARTY, OTHERS}
        for key in issued if named else recipients(issue, procedure, state.parties, ""):
            if key in today:
                people.setdefault(key)
    return tuple(people)


def stands_for(state: State, party: str) -> dict[str, int]:
    """Those whose place a party took, and those whose place they had taken before, each with the act by which it passed on."""
    passed_on: dict[str, int] = {}
    people = [party]
    while people:
        key = people.pop()
        for each in state.successions:
            if each.successor == key and each.predecessor not in passed_on:
                passed_on[each.predecessor] = each.seq
                people.append(each.predecessor)
    return passed_on


def reaches(service: ServiceView, state: State, party: str) -> bool:
    """Whether a service is one on a party, or on somebody whose place it has taken since."""
    return service.party == party or service.seq < stands_for(state, party).get(service.party, 0)


def informs(procedure: Procedure, template: str) -> bool:
    """Whether a paper only says how the case went (``to_those_left``): whoever takes the place of one it names takes it, too."""
    issues = once(procedure, _by_template).get(template, ())
    return bool(issues) and all(issue.to_those_left for issue in issues)


def is_handed_out(procedure: Procedure, template: str) -> bool:
    """Whether a paper leaves the file: an act issues it to be served, or has a copy handed over (``copy``).

    Of one that no act of the edition issues nothing is known here, and it is not held back.
    """
    issues = once(procedure, _by_template).get(template, ())
    return not issues or any(issue.served_to or issue.copy for issue in issues)


def is_for_others(procedure: Procedure, template: str) -> bool:
    """Whether a paper goes to others alone: another body, a witness, an informant, and to none of those the case is about."""
    issues = [each for each in once(procedure, _by_template).get(template, ()) if each.served_to or each.copy]
    return bool(issues) and all(issue.served_to == OTHERS and not issue.copy for issue in issues)


def names_of(state: State, keys: Iterable[str]) -> list[str]:
    """The names of parties by their keys; whoever is not in the case any more is called so."""
    names = {party.key: party.name for party in state.parties}
    return [names.get(key, "已移出本案的当事人") for key in keys]


def _by_template(procedure: Procedure) -> dict[str, list[Issue]]:
    issues: dict[str, list[Issue]] = {}
    for action in procedure.actions.values():
        for issue in action.issues:
            issues.setdefault(issue.template, []).append(issue)
    return issues
