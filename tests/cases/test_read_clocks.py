# SPDX-License-Identifier: MulanPSL-2.0
"""Stored clocks are read in the same world as the guards' clocks: registers and local parameters included."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from counter import NOON, complain, registrar

from fadu.cases import registry
from fadu.cases.acts import clocks
from fadu.cases.world import worlds
from fadu.procedure.clocks import readings

pytestmark = pytest.mark.django_db


def test_the_registers_of_a_kind_stand_in_the_world_in_which_its_clocks_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = complain(registrar(), uuid4())
    plain = registry.furnishing("complaint")
    kept = replace(plain, registers=lambda cases, at: {one.pk: {"opening_hours": 8} for one in cases})
    monkeypatch.setattr(registry, "furnishing", lambda kind: kept)
    seen = []
    monkeypatch.setattr(clocks, "readings", lambda world, only=(): seen.append(world) or readings(world))

    clocks.readings_of(case, NOON)

    assert [world.registers for world in seen] == [{"opening_hours": 8}]


def test_a_guard_and_the_stored_row_read_the_same_clock() -> None:
    case = complain(registrar(), uuid4())

    assert clocks.readings_of(case, NOON) == readings(worlds.world_of(case, NOON, None))
