# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "fadu.ledger"
    label = "ledger"
    verbose_name = "账本"

    def ready(self) -> None:
        from fadu.ledger import emptying, models
        from fadu.ledger.holding import Held, hold
        from fadu.storage import triggers

        for model in (models.ChainHead, models.LedgerEntry, models.EntryParts, models.TreeNode):
            hold(model, Held.DERIVED)
        hold(
            models.TreeHead,
            Held.DERIVED,
            free={"id": "自动编号，没有别处引用；账本根以大小为名"},
            may_go="较新的账本根包括它所证明的一切；见证文件中仍有",
        )

        triggers.append_only("ledger_ledgerentry", set_once="place")
        triggers.append_only("ledger_entryparts", unless=emptying.permitted())
        triggers.append_only("ledger_treehead")
        triggers.append_only("ledger_treenode")
