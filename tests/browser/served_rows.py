# SPDX-License-Identifier: MulanPSL-2.0
"""What a served demo bureau holds, read from its database, which is opened for reading alone: numbers to name a page by."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from typing import Any

#: so many seconds the background of a site that was just served is waited for
PATIENCE = 180


@dataclass(frozen=True, slots=True)
class Served:
    """A served bureau (see ``served.Bureau``) as its rows tell of it."""

    site: Any

    def one(self, question: str, *values: Any) -> Any:
        """The first column of the first row. Raises LookupError where there is none."""
        with sqlite3.connect(f"file:{self.site.home}/fadu.sqlite3?mode=ro", uri=True) as base:
            row = base.execute(question, values).fetchone()
        if row is None:
            raise LookupError(f"{question} {values}")
        return row[0]

    def officer(self, account: str) -> int:
        """Who signs in by an account."""
        return int(self.one("select officer_id from people_account where username = ?", account))

    def busiest(self) -> int:
        """Who has the most cases assigned that are not closed."""
        return int(
            self.one(
                "select a.officer_id from cases_assignment a join cases_case c on c.id = a.case_id"
                " where c.closed_at is null group by a.officer_id order by count(*) desc, a.officer_id limit 1"
            )
        )

    def case(self, kind: str) -> int:
        """The newest case of a kind."""
        return int(self.one("select id from cases_case where kind = ? order by id desc limit 1", kind))

    def sealing(self) -> int:
        """The newest case in which the name of an informant is sealed."""
        question = "select case_id from cases_act where payload like ? order by id desc limit 1"
        return int(self.one(question, '%"informant_name":"sealed:%'))

    def opened(self, kind: str, account: str) -> int:
        """The newest case of a kind that an account opened: who registered a case reads it."""
        question = "select id from cases_case where kind = ? and opened_by_id = ? order by id desc limit 1"
        return int(self.one(question, kind, self.officer(account)))

    def fullest(self, kind: str, account: str) -> int:
        """Of the cases of a kind assigned to an account, the one with the most papers."""
        return int(
            self.one(
                "select a.case_id from cases_assignment a join cases_case c on c.id = a.case_id"
                " left join cases_casedocument d on d.case_id = c.id"
                " where c.kind = ? and a.officer_id = ? group by a.case_id order by count(d.id) desc, a.case_id limit 1",
                kind,
                self.officer(account),
            )
        )

    def party_of(self, case: int) -> int:
        """The first party of a case."""
        return int(self.one("select party_id from cases_caseparty where case_id = ? order by id", case))

    def findings(self) -> list[int]:
        """The first finding that the background puts before people: it looks in its own time, and is waited for."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return [int(self.one("select id from oversight_raised order by id limit 1"))]
            except LookupError:
                if time.monotonic() > until:
                    raise
                time.sleep(1)

    def paper_of(self, case: int) -> int:
        """The last paper of a case."""
        return int(
            self.one("select document_id from cases_casedocument where case_id = ? order by id desc", case)
        )
