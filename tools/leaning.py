# SPDX-License-Identifier: MulanPSL-2.0
"""Which stories lean on which model of a row of law: found by changing each by one, and written down.

``PYTHONPATH=src python tools/leaning.py TABLES`` renews ``src/fadu/law/data/coverage/leaning.yaml``: names that still notice
stay, others are looked for among the stories of the kinds concerned. ``fadu law coverage --prove`` then tries the names alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.assembly.discovery import hand_down
from fadu.cli._coverage import accounts_of
from fadu.cli._proving import FILE, Trial, changes_of, leaning
from fadu.law.changes import LawChange
from fadu.law.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.cli._proving import Change


def models_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Each model of each modelled row."""
    for accounted in accounts_of(read_tables(folder)):
        if accounted.state == "modelled":
            yield from ((model, accounted.row.id) for model in accounted.leaning)


def candidates(model: str, change: Change, trial: Trial) -> Iterator[str]:
    """The stories that may notice: of the kind that is changed, those that do the act first; of law, of every kind that uses it."""
    if isinstance(change, LawChange):
        yield from (name for name in trial.stories if any(uses(name, key, trial) for key in change.keys))
        return
    kinds = {kind for kind, _ in change.editions}
    action = model.partition("/")[2].partition("（")[0]
    own = [name for name in trial.stories if name.partition("/")[0] in kinds]
    does = {name for name in own if f"do: {action}" in trial.stories[name].read_text(encoding="utf-8")}
    yield from sorted(own, key=lambda name: (name not in does, trial.stories[name].stat().st_size))


def uses(name: str, key: str, trial: Trial) -> bool:
    """Whether the edition a story is played in has a clock, an extension or a field by a rule of law; a figure every guard may use."""
    procedure = trial.written(name)[1]
    used = {clock.limit for clock in procedure.clocks.values()}
    used |= {field.options for field in procedure.fields.values()}
    used |= {limit for action in procedure.actions.values() for limit in action.extends.values()}
    return key in used or key in trial.law.thresholds_by_key or key.partition("/")[0] == procedure.key


def named(model: str, row: str, known: tuple[str, ...], trial: Trial) -> list[str]:
    """The stories that notice the changes of a model of a row, those named before kept."""
    stories: list[str] = []
    for change in changes_of(model, row, trial.law, trial.books):
        if isinstance(change, LawChange) and "施行日" in change.words:
            continue  # golden answers notice it; a story plays within one edition
        first = (*stories, *(name for name in known if name in trial.stories))
        noticed = next((name for name in first if trial.goes_otherwise(name, change)), "") or next(
            (name for name in candidates(model, change, trial) if trial.goes_otherwise(name, change)), ""
        )
        if noticed and noticed not in stories:
            stories.append(noticed)
    return stories


def main(folder: Path) -> None:
    """Find and write the names."""
    trial = Trial()
    before = leaning() if FILE.exists() else {}
    after: dict[str, list[str]] = {}
    for model, row in models_of(folder):
        stories = named(model, row, tuple(before.get(model, ())), trial)
        after[model] = list(dict.fromkeys([*after.get(model, []), *stories]))
        sys.stderr.write(f"{row} {model} {stories}\n")
    lines = [
        "# 每个模型由哪些情景倚仗：把模型改动一处，所列情景即不再如所写。由 tools/leaning.py 逐一试出。",
        "leaning:",
        *(f'  "{model}": [{", ".join(after[model])}]' for model in sorted(after) if after[model]),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    hand_down()
    main(Path(sys.argv[1]))
