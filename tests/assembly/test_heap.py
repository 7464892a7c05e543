# SPDX-License-Identifier: MulanPSL-2.0
"""What a process loads at its start is not searched for dead cycles; what it makes later is."""

from __future__ import annotations

import gc
import subprocess
import sys

from fadu.assembly import heap

LIFE = """
import gc
from fadu.assembly import heap

with heap.of_a_program():
    assert not gc.isenabled()
    loaded = [[] for _ in range(1000)]
    heap.started()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 1000
    made_later = []
    made_later.append(made_later)
    del made_later
    assert gc.collect() >= 1
assert gc.collect() == 0
"""


def test_a_process_searches_what_it_makes_after_its_start_and_nothing_of_what_it_loaded() -> None:
    subprocess.run([sys.executable, "-c", LIFE], check=True)


def test_a_command_within_another_program_leaves_that_ones_search_alone() -> None:
    frozen = gc.get_freeze_count()

    heap.started()

    assert gc.isenabled()
    assert gc.get_freeze_count() == frozen
