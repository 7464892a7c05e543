# SPDX-License-Identifier: MulanPSL-2.0
"""Start-up: binds what each kind of case offers, knowing none by name."""

from collections.abc import Sequence

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AssemblyConfig(AppConfig):
    name = "fadu.assembly"
    label = "assembly"

    def ready(self) -> None:
        from fadu.assembly.classifying import classify
        from fadu.assembly.furnishing import furnish_all

        furnish_all()
        classify()
        post_migrate.connect(install_triggers, sender=apps.get_app_config("cases"))
        post_migrate.connect(count_anew, sender=apps.get_app_config("figures"))


def install_triggers(**_: object) -> None:
    """Put the append-only triggers back: a migration that rebuilds a SQLite table drops them."""
    from fadu.storage import triggers

    triggers.install()


def count_anew(*, plan: Sequence[object] = (), **_: object) -> None:
    """Throw stored figures away where a migration ran: rows may say something else since, without any act."""
    from fadu.figures import cells

    if plan:
        cells.forget_all()
