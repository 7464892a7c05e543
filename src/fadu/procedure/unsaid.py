# SPDX-License-Identifier: MulanPSL-2.0
"""What a blank request proposes: nothing yet, and it remembers which of the fields still to be filled in a guard asked for.

A form that is not open yet proposes no values. A guard that asks for one sees what the record holds: the day of a hearing
that is about to be put off, the shares laid down before. What it says of them is no ground against filling in the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import Verdict
    from fadu.procedure.model import Action


class Unsaid(Mapping[str, Any]):
    """The payload of a blank request for an action. What is in it was said beforehand (the party, for example)."""

    __slots__ = ("_said", "asked", "may_say", "must_say")

    def __init__(self, action: Action, said: Mapping[str, Any]) -> None:
        self._said = dict(said)
        whom = ("party",) if action.per_party else ()
        self.must_say = frozenset((*action.sets, *action.adds, *whom)) - said.keys()
        beside = ("linked",) if action.links else ()
        self.may_say = frozenset((*action.may_set, *beside)) - said.keys()
        #: the fields asked for since this was last emptied
        self.asked: set[str] = set()

    @classmethod
    def of_faults(cls, action: Action, said: Mapping[str, Any], faulty: frozenset[str]) -> Unsaid:
        """What is proposed where some of it could not be taken: that is to be filled in anew, and all else was said."""
        proposed = cls(action, said)
        proposed.must_say, proposed.may_say = faulty, frozenset()
        return proposed

    def __contains__(self, key: object) -> bool:
        if key in self.must_say or key in self.may_say:
            self.asked.add(str(key))
        return key in self._said

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise KeyError(key)
        return self._said[key]

    def __iter__(self) -> Iterator[str]:
        self.asked |= self.must_say | self.may_say
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def weighed(self, verdict: Verdict) -> Verdict:
        """What a guard's answer is worth: nothing, where it rests on what must be filled in anew; open, where on what may be."""
        if not isinstance(verdict, Ground) or not self.asked:
            return verdict
        return HOLDS if self.asked & self.must_say else replace(verdict, unknown=True)
