# SPDX-License-Identifier: MulanPSL-2.0
"""Start-up: binds what each kind of case offers, knowing none by name."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AssemblyConfig(AppConfig):
    name = "fadu.assembly"
    label = "assembly"

    def ready(self) -> None:
        from fadu.assembly.discovery import matter_folders
        from fadu.cases import registry

        for folder in matter_folders():
            package = f"fadu.matters.{folder.name}"
            if find_spec(f"{package}.effects") is None:
                continue
            effects = import_module(f"{package}.effects")
            registry.bind(
                registry.Binding(
                    kind=folder.name,
                    rebuild=effects.rebuild,
                    registers=getattr(effects, "registers", None),
                    recusals=getattr(effects, "RECUSALS", ()),
                    recused=getattr(effects, "recused", None),
                )
            )
        post_migrate.connect(install_triggers, sender=apps.get_app_config("cases"))


def install_triggers(**_: object) -> None:
    """Put the append-only triggers back: a migration that rebuilds a SQLite table drops them."""
    from fadu.storage import triggers

    triggers.install()
