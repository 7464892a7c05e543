# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "fadu.ledger"
    label = "ledger"
    verbose_name = "账本"

    def ready(self) -> None:
        from fadu.ledger import emptying
        from fadu.storage import triggers

        triggers.append_only("ledger_ledgerentry", set_once="place")
        triggers.append_only("ledger_entryparts", unless=emptying.permitted())
        triggers.append_only("ledger_treehead")
        triggers.append_only("ledger_treenode")
