# SPDX-License-Identifier: MulanPSL-2.0
"""What papers say of persons and bodies beside the case itself, looked up once for all papers of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.people import adopted, party_views
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.people.models import Bureau


class Particulars:
    """Parties, officers and names of bodies as the papers of one act print them: each is asked for once, when it is first needed.

    It lives as long as the act it is made for, which looks at its papers before it is done and writes them while it is.
    """

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self._parties: dict[int, dict[str, Any]] = {}
        self._officers: dict[int, str] = {}
        self._bodies: dict[date, Mapping[str, str]] = {}
        self._own: dict[date, Mapping[str, str]] = {}
        self._posts: dict[tuple[int, date], str] = {}

    def party(self, party_id: int) -> Mapping[str, Any]:
        """A party: sealed data opened and masked."""
        if party_id not in self._parties:
            self._parties[party_id] = party_views.party_view(party_id)
        return self._parties[party_id]

    def officer_name(self, officer_id: int) -> str:
        """An officer's name."""
        if officer_id not in self._officers:
            self._officers[officer_id] = people.officer_name(officer_id)
        return self._officers[officer_id]

    def officer_post(self, officer_id: int, on: date) -> str:
        """The posts an officer holds on a day, in words."""
        if (officer_id, on) not in self._posts:
            self._posts[officer_id, on] = people.post_titles(officer_id, on)
        return self._posts[officer_id, on]

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
