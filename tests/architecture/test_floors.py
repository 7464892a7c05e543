# SPDX-License-Identifier: MulanPSL-2.0
"""What the import contracts cannot see in Django."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
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


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_module_asks_for_a_row_lock(path: Path) -> None:
    """SQLite passes over such a lock in silence; a revision is compared and set, the oldest case first."""
    assert "select_for_update" not in path.read_text(encoding="utf-8")


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


#: methods of a manager or queryset that write
WRITES = {"create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}
#: what `storage` makes of a model to write its rows
WRITERS = {"PreparedInsert", "PreparedUpdate", "PreparedDelete", "owned", "OwnedTable"}


def written_models(text: str) -> set[str]:
    """Models a module writes: ``X.objects.create(…)`` and the like, ``PreparedInsert(X)``, ``X(…).save()``."""
    return {
        name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) for name in _written(node)
    }


def _written(call: ast.Call) -> set[str]:
    named = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if named in WRITERS and call.args and isinstance(call.args[0], ast.Name):
        return {call.args[0].id}
    if not isinstance(call.func, ast.Attribute):
        return set()
    if (
        named == "save"
        and isinstance(call.func.value, ast.Call)
        and isinstance(call.func.value.func, ast.Name)
    ):
        return {call.func.value.func.id}
    return set(_managed(call.func.value)) if named in WRITES else set()


def _managed(inner: ast.expr) -> Iterator[str]:
    """The models whose manager a chain of calls begins with."""
    while isinstance(inner, ast.Call | ast.Attribute):
        is_manager = isinstance(inner, ast.Attribute) and inner.attr in {"objects", "_default_manager"}
        if is_manager and isinstance(inner.value, ast.Name):  # type: ignore[union-attr]
            yield inner.value.id  # type: ignore[union-attr]
        inner = inner.func if isinstance(inner, ast.Call) else inner.value


def test_a_room_writes_only_its_own_models() -> None:
    owner = {m.__name__: m.__module__.split(".models")[0] for m in our_models()}
    foreign = [
        f"{path.relative_to(SOURCE)} writes {name}"
        for path in MODULES
        for name in written_models(path.read_text())
        if name in owner and not ("fadu." + ".".join(path.relative_to(SOURCE).parts)).startswith(owner[name])
    ]

    assert foreign == []


@pytest.mark.parametrize(
    "planted",
    [
        "Officer.objects.create(name=name)",
        "Officer.objects.filter(pk=1).update(name=name)",
        "Officer._default_manager.filter(pk=1).delete()",
        "PreparedInsert(Officer)(Officer(name=name))",
        "SAVE = PreparedUpdate(Officer, sets=('name',), where=('id',))",
        "Officer(name=name).save()",
    ],
)
def test_a_foreign_write_planted_in_a_module_is_seen(planted: str) -> None:
    assert written_models(planted) == {"Officer"}


def test_only_storage_knows_a_vendor() -> None:
    """Which database there is decides `assembly`, what follows from it `storage`; migrations hand its name on."""
    knowing = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in {"storage", "assembly"}
        and any(
            (isinstance(node, ast.Attribute) and node.attr == "vendor")
            or (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value in {"sqlite", "postgresql"}
            )
            for node in ast.walk(ast.parse(path.read_text()))
        )
    ]

    assert knowing == []


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
