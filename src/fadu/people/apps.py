# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fadu.people"
    label = "people"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from fadu.ledger.problems import Check, offer
        from fadu.people import finding, proof, registers
        from fadu.people.models import Party, PartyFinding
        from fadu.storage import fulltext, spans

        proof.classify()
        registers.offer()
        fulltext.declare(finding.INDEX)
        offer(
            Check(
                name="parties found",
                title="主体的检索词",
                model=Party,
                of=finding.differing,
                touched=finding.touched,
            )
        )
        offer(
            Check(
                name="words of parties",
                title="主体检索词的索引",
                model=PartyFinding,
                whole=finding.index_differs,
            )
        )
        one_post = ("officer_id", "post", "department_id", "kind", "delegated_by_id")
        spans.no_overlap("people_appointment", same=one_post, start="start", end="end")
        spans.no_overlap(
            "people_committeemembership",
            same=("committee_id", "officer_id"),
            start="since",
            end="until",
            closed=True,
        )
