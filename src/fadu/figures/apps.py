# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "fadu.figures"
    label = "figures"
    verbose_name = "数据"

    def ready(self) -> None:
        from fadu.cases.background import rounds
        from fadu.figures import background, catalogue, joint, standing, verifying

        verifying.classify()
        verifying.register_checks()
        catalogue.offer("figures", (*standing.INDICATORS, *joint.INDICATORS))
        rounds.also("数据单元", background.work)
