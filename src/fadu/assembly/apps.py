# SPDX-License-Identifier: MulanPSL-2.0
"""Start-up: binds what each kind of case offers, knowing none by name."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AssemblyConfig(AppConfig):
    name = "fadu.assembly"
    label = "assembly"

    def ready(self) -> None:
        from fadu.assembly.furnishing import furnish_all

        furnish_all()
        post_migrate.connect(install_triggers, sender=apps.get_app_config("cases"))


def install_triggers(**_: object) -> None:
    """Put the append-only triggers back: a migration that rebuilds a SQLite table drops them."""
    from fadu.storage import triggers

    triggers.install()
