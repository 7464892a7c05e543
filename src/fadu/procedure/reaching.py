# SPDX-License-Identifier: MulanPSL-2.0
"""What an edition reaches beyond its file: the guards and facts it names, and the values of law that it or their code names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.behind import code_behind
from fadu.procedure.facts import facts_of
from fadu.procedure.providers import guards_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.law import Law
    from fadu.law.limit import Dated, Limit
    from fadu.procedure.facts import Fact
    from fadu.procedure.model import Procedure
    from fadu.procedure.offering import GuardSpec


def guards_named(procedure: Procedure) -> Mapping[str, GuardSpec]:
    """The guards that the actions of an edition name, sorted by name."""
    named = {use.name for action in procedure.actions.values() for use in action.uses}
    return _picked(named, guards_of(procedure.key))


def facts_named(procedure: Procedure) -> Mapping[str, Fact]:
    """The facts that the conditions of an edition name, sorted by name."""
    return _picked({condition.fact for condition in procedure.conditions.values()}, facts_of(procedure.key))


def law_reached(procedure: Procedure, law: Law) -> Mapping[str, Mapping[str, tuple[Dated, ...]]]:
    """Every dated value of the limits, thresholds, closed lists and provisions an edition reaches, of its catalogues, and the remedies that follow its bases.

    A procedure that punishes by the bases of the catalogue reaches all of them: a case names which.

    They are found by their keys: those that clocks, extensions, fields, guards and their arguments name, and those
    that stand as words in the code of the guards and facts. A word that begins with a stroke is the end of a key of the own kind.
    """
    words = set(_words_of(procedure))
    words |= {f"{procedure.key}{word}" for word in words if word.startswith("/")}
    limits: dict[str, tuple[Limit, ...]] = {}
    words_of_law = words & (law.limits_by_key.keys() | law.specials.keys())
    remedies = law.remedy_rules if procedure.bases is not None else {}
    words |= {rule.limit for rules in remedies.values() for rule in rules}
    waiting = sorted(words & law.limits_by_key.keys())
    while waiting:
        key = waiting.pop()
        if key and key not in limits:
            limits[key] = law.limits_by_key[key]
            waiting += [also for limit in limits[key] for also in (limit.together, limit.within)]
    homes = {law.specials[key] for key in words_of_law if key in law.specials}
    entries = {key: values for key, values in law.entries_by_key().items() if values[0].catalogue in homes}
    reached = {
        "limits": _picked(limits, limits),
        "thresholds": _picked(words, law.thresholds_by_key),
        "options": _picked(words, law.options_by_list),
        "provisions": _picked(words, law.provisions_by_key),
    }
    if remedies:
        reached["remedies"] = _picked(remedies, remedies)
    if entries:
        reached["entries"] = _picked(entries, entries)
    if procedure.bases is not None:
        reached["bases"] = _picked(law.bases_by_key, law.bases_by_key)
    return reached


def _picked(names: Iterable[str], table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table[name] for name in sorted(names) if name in table}


def _words_of(procedure: Procedure) -> Iterator[str]:
    yield from (clock.limit for clock in procedure.clocks.values())
    for action in procedure.actions.values():
        yield from action.extends.values()
        for use in action.uses:
            yield from (given for given in use.args.values() if isinstance(given, str))
    for field in procedure.fields.values():
        yield from (part.options for part in (field, *field.columns))
    for spec in guards_named(procedure).values():
        yield from (*spec.law, *code_behind(spec.function).words)
    for fact in facts_named(procedure).values():
        yield from code_behind(fact).words
