# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fadu.cases"
    label = "cases"
    verbose_name = "案件与办件"

    def ready(self) -> None:
        from fadu.cases.acts.proof import classify, register_checks
        from fadu.cases.background import carriers, errata, outbox
        from fadu.cases.models import EditionText
        from fadu.cases.papers import serving
        from fadu.cases.reading import search
        from fadu.ledger.problems import Check, offer
        from fadu.storage import fulltext, triggers

        triggers.append_only("cases_act")
        triggers.append_only("cases_roletaken")
        triggers.append_only("cases_casedocument")
        triggers.append_only("cases_editiontext")
        fulltext.declare(search.INDEX)
        classify()
        register_checks()
        offer(Check(name="errata", title="程序更正", model=EditionText, whole=lambda _: errata.differ()))
        outbox.carry(serving.ARCHIVE, carriers.archive_document)
