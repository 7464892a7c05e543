# SPDX-License-Identifier: MulanPSL-2.0
"""What is changed, and for each module the tests that are nearest to it, the nearest first."""

from __future__ import annotations

from collections.abc import Mapping

#: the decisions themselves, in memory
_JUDGE = tuple(
    f"tests/procedure/test_{name}.py"
    for name in (
        "who",
        "built_in_acts",
        "needs",
        "outside",
        "engine",
        "decide",
        "guards",
        "extensions",
        "library",
        "replay",
        "scenarios",
    )
)
_GUARDS = (
    "tests/procedure/test_guards.py",
    "tests/procedure/test_scenarios.py",
    "tests/procedure/test_library.py",
    "tests/matters/test_guards_bite.py",
)
_SIGHT = (
    "tests/cases/test_awaiting.py",
    "tests/cases/test_sight.py",
    "tests/matters/penalty/test_powers.py",
    "tests/matters/penalty/test_family.py",
    "tests/matters/complaint/test_family.py",
    "tests/desk/test_inbox.py",
)
#: of figures, what needs no record
_VALUES = "tests/figures/test_values.py"
_CELLS = ("tests/figures/test_cells.py", "tests/figures/test_comparing.py")
_COUNTED = ("tests/figures/test_figures.py", "tests/figures/test_definitions.py")
_DATED = ("tests/figures/test_running_year.py", *_COUNTED)
_NAMED = (
    "tests/figures/test_catalogue.py",
    "tests/figures/test_relations.py",
    "tests/figures/test_reference.py",
    *_COUNTED,
)


def _under(folder: str, tests: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {f"src/fadu/{folder}/{name}.py": each for name, each in tests.items()}


#: what a change would harm: who sees what, what is counted, why an act is refused
GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "visibility": _under("cases/reading", {"sight": _SIGHT, "awaiting": _SIGHT}),
    "figures": _under(
        "figures",
        {
            name: (_VALUES, *tests)
            for name, tests in {
                **dict.fromkeys(("background", "behind", "cells", "comparing"), _CELLS),
                **dict.fromkeys(("compiling", "conditions", "figure", "separation", "sources"), _COUNTED),
                **dict.fromkeys(("lateness", "period"), _DATED),
                "reading": (*_DATED, "tests/figures/test_cells.py"),
                "verifying": ("tests/figures/test_verifying.py",),
                "tallies": ("tests/figures/test_cells.py", *_COUNTED),
                "standing": ("tests/figures/test_standing.py", "tests/figures/test_reference.py", *_DATED),
                **dict.fromkeys(("catalogue", "indicators", "joint", "relations"), _NAMED),
                **dict.fromkeys(
                    ("evidence", "listing"),
                    ("tests/figures/test_evidence.py", "tests/reporting/test_report.py"),
                ),
            }.items()
        },
    ),
    "grounds": {
        **_under("procedure", dict.fromkeys(("engine", "who", "built_in", "outside"), _JUDGE)),
        "src/fadu/procedure/guards.py": _GUARDS,
        "src/fadu/procedure/replies.py": (
            "tests/procedure/test_replies.py",
            "tests/procedure/test_guards.py",
            "tests/matters/complaint/test_guards.py",
            "tests/matters/complaint/test_life.py",
            "tests/matters/tip_off/test_guards.py",
        ),
        "src/fadu/cases/acts/judging.py": (
            "tests/cases/test_judging.py",
            "tests/matters/penalty/test_one_judge.py",
            "tests/matters/penalty/test_relating.py",
            "tests/matters/penalty/test_powers.py",
            "tests/matters/penalty/test_family.py",
            "tests/desk/test_ten_checks.py",
        ),
    },
}
