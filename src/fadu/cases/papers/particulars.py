# SPDX-License-Identifier: MulanPSL-2.0
"""What papers say of persons and bodies beside the case itself, looked up once for all papers of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.rules import party_id_of
from fadu.people import adopted, party_views
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.people.models import Bureau, Officer


class Particulars:
    """Parties, officers and names of bodies as the papers of one act print them: each is asked for once, when it is first needed.

    It lives as long as the act it is made for, which looks at its papers before it is done and writes them while it is.
    """

    def __init__(
        self, bureau: Bureau, *, drawn: Mapping[str, int] | None = None, entered_by: Officer | None = None
    ) -> None:
        self.bureau = bureau
        #: template -> the blank paper on which it was written already, and who enters that
        self.drawn: Mapping[str, int] = drawn or {}
        self.entered_by = entered_by
        self._parties: dict[int, dict[str, Any]] = {}
        self._officers: dict[int, str] = {}
        self._departments: dict[str, str] = {}
        self._bodies: dict[date, Mapping[str, str]] = {}
        self._own: dict[date, Mapping[str, str]] = {}
        self._posts: dict[date, Mapping[str, str]] = {}

    def party(self, key: str, names: Mapping[str, str]) -> Mapping[str, Any]:
        """A party by the name it bears in a case (``names``, by key): sealed data opened and masked."""
        number = party_id_of(key)
        if number not in self._parties:
            self._parties[number] = party_views.party_view(number)
        view = self._parties[number]
        return {**view, "name": names.get(key, view["name"])}

    def comes(self, number: int, view: dict[str, Any]) -> None:
        """Somebody who is not registered yet, by a number of no record, as papers will print them."""
        self._parties[number] = view

    def officer_name(self, officer_id: int) -> str:
        """An officer's name."""
        if officer_id not in self._officers:
            self._officers[officer_id] = people.officer_name(officer_id)
        return self._officers[officer_id]

    def department_name(self, key: str) -> str:
        """What the department that handles a case is called, by its key; nothing where the whole bureau handles it."""
        if key and key not in self._departments:
            self._departments[key] = people.department_name(int(key))
        return self._departments.get(key, "")

    def posts_of(self, name: str, on: date) -> str:
        """The posts that the colleague of a name holds on a day, in words; nothing where no colleague, or more than one, is called so."""
        if on not in self._posts:
            self._posts[on] = people.posts_by_name(self.bureau, on)
        return self._posts[on].get(name, "")

    def of_bureau(self, on: date) -> Mapping[str, str]:
        """How the bureau is reached and where one pays on a day: only what is entered."""
        if on not in self._own:
            self._own[on] = adopted.particulars_of(self.bureau, on)
        return self._own[on]

    def bodies(self, on: date) -> Mapping[str, str]:
        """How the law calls a body -> what it is called here on a day."""
        if on not in self._bodies:
            self._bodies[on] = adopted.local_names(self.bureau, on)
        return self._bodies[on]
