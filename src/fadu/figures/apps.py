# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "fadu.figures"
    label = "figures"
    verbose_name = "数据"

    def ready(self) -> None:
        from fadu.cases.background import rounds
        from fadu.figures import background, catalogue, joint, models, standing
        from fadu.ledger.holding import hold

        for model in (models.Cell, models.Mark, models.Comparison):
            hold(model, free="由登记重数即得，每夜核对，不符即报")

        catalogue.offer("figures", (*standing.INDICATORS, *joint.INDICATORS))
        rounds.also("数据单元", background.work)
