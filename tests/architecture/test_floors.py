# SPDX-License-Identifier: MulanPSL-2.0
"""What the import contracts cannot see in Django."""

from __future__ import annotations

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fadu"
ORDER = [
    "kernel",
    "law",
    "procedure",
    "storage",
    "ledger",
    "people",
    "records",
    "cases",
    "figures",
    "scene",
    "matters",
    "oversight",
    "intake",
    "reporting",
    "desk",
    "cli",
    "demo",
    "assembly",
]
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)


def floor_of(app_config: object) -> int:
    room = app_config.name.split(".")[1]  # type: ignore[attr-defined]
    return ORDER.index(room)


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("fadu.")]


def test_the_list_of_floors_is_the_one_the_import_contract_names() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = [room.strip() for layer in contracts[0]["layers"] for room in re.split("[:|]", layer)]

    assert (
        set(named)
        == set(ORDER)
        == {p.name for p in SOURCE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    )


def test_foreign_keys_point_to_the_same_floor_or_a_lower_one() -> None:
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None
        and field.related_model.__module__.startswith("fadu.")
        and floor_of(apps.get_app_config(field.related_model._meta.app_label))
        > floor_of(apps.get_app_config(model._meta.app_label))
    ]

    assert upward == []


def test_kinds_of_case_do_not_refer_to_each_other_in_the_database() -> None:
    crossing = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if ".matters." in model.__module__
        and field.related_model is not None
        and ".matters." in field.related_model.__module__
        and field.related_model._meta.app_label != model._meta.app_label
    ]

    assert crossing == []


def test_migrations_depend_downwards_only() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {c.label: floor_of(c) for c in apps.get_app_configs() if c.name.startswith("fadu.")}
    upward = [
        f"{label}.{name} -> {needed}"
        for (label, name), migration in graph.items()
        if label in ours
        for needed, _ in migration.dependencies
        if needed in ours and ours[needed] > ours[label]
    ]

    assert upward == []


def test_no_module_is_called_after_nothing() -> None:
    nameless = [
        str(p)
        for p in MODULES
        if p.stem in {"utils", "helpers", "common", "misc", "tools", "manager", "base"}
    ]

    assert nameless == []


def test_rooms_do_not_speak_by_signals() -> None:
    speaking = [
        str(p.relative_to(ROOT))
        for p in MODULES
        if "assembly" not in p.parts
        and any(
            word in p.read_text()
            for word in ("@receiver(", "dispatch import", "models.signals", "models import signals")
        )
    ]

    assert speaking == []


def written_models(path: Path) -> set[str]:
    """Names in ``X.objects.create(…)`` and the like: what a module writes."""
    writes = {"create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes
        ):
            continue
        inner = node.func.value
        while isinstance(inner, ast.Call | ast.Attribute):
            if (
                isinstance(inner, ast.Attribute)
                and inner.attr == "objects"
                and isinstance(inner.value, ast.Name)
            ):
                found.add(inner.value.id)
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
    return found


def test_a_room_writes_only_its_own_models() -> None:
    owner = {m.__name__: m.__module__.split(".models")[0] for m in our_models()}
    foreign = [
        f"{path.relative_to(SOURCE)} writes {name}"
        for path in MODULES
        for name in written_models(path)
        if name in owner and not ("fadu." + ".".join(path.relative_to(SOURCE).parts)).startswith(owner[name])
    ]

    assert foreign == []


def json_columns() -> set[str]:
    return {f.name for m in our_models() for f in m._meta.concrete_fields if isinstance(f, models.JSONField)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_query_looks_into_a_json_column(path: Path) -> None:
    columns = json_columns()
    looking = [
        keyword.arg
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"filter", "exclude", "get", "values", "values_list", "order_by", "Q"}
        for keyword in node.keywords
        if keyword.arg
        and "__" in keyword.arg
        and keyword.arg.split("__")[-2 if keyword.arg.count("__") > 1 else 0] in columns
    ]

    assert looking == []


def test_the_secret_key_and_the_homes_are_ignored_by_git() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()

    assert {"var/", ".venv/"} <= set(ignored)


def test_every_module_says_its_licence_and_what_it_is() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in MODULES
        if p.stat().st_size
        and (
            not p.read_text().startswith("# SPDX-License-Identifier: MulanPSL-2.0")
            or not ast.get_docstring(ast.parse(p.read_text()))
        )
    ]

    assert silent == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for types count too: a circle of them is a concept that has not been found yet."""
    graph = grimp.build_graph("fadu", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}

    assert list(TopologicalSorter(imports).static_order()) != []
