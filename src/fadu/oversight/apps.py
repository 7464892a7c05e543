# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "fadu.oversight"
    label = "oversight"
    verbose_name = "监督"

    def ready(self) -> None:
        from fadu.ledger.holding import hold
        from fadu.oversight import models

        for model in (models.Checked, models.Round):
            hold(model, free="核对结果的存留，可随时重新核对得出（fadu check --again）")
