# SPDX-License-Identifier: MulanPSL-2.0
"""Procedures to draw: those shipped, and random small ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from fadu.procedure.library import names_for
from fadu.procedure.loader import load
from fadu.procedure.model import (
    ENDED,
    OPEN,
    START,
    Action,
    ClockRule,
    Procedure,
    Role,
    Running,
    Stage,
    Trigger,
)
from fadu.procedure.outlines import folders_of_kinds

SHIPPED = sorted(
    path for folder in folders_of_kinds().values() for path in (folder / "procedure").glob("*.yaml")
)


def name_of(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}"


def shipped(path: Path) -> Procedure:
    kind = path.parent.parent.name
    return load(path, replace(names_for(kind, folders_of_kinds(), None), templates=None))


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Up to five stages and three ends, joined at random."""
    count = draw(st.integers(1, 5))
    going = [f"s{n}" for n in range(count)]
    ends = [f"e{n}" for n in range(draw(st.integers(1, 3)))]
    titles = st.text(alphabet="行政处罚许可登记审核决定，（）AB 1", min_size=1, max_size=30).map(
        lambda t: t.strip() or "审核"
    )
    stages = {key: Stage(key=key, title=draw(titles), final=key in ends) for key in (*going, *ends)}
    actions = {
        "begin": Action(
            key="begin", title="登记", sources=(START,), to=going[0], by="officer", cites=("行政处罚法 57",)
        )
    }
    for number in range(draw(st.integers(1, 12))):
        key = f"a{number}"
        sources = draw(
            st.one_of(
                st.sampled_from([(OPEN,), (ENDED,)]),
                st.lists(st.sampled_from(going), min_size=1, max_size=4, unique=True).map(tuple),
            )
        )
        to = draw(st.sampled_from(["", *going, *ends]))
        actions[key] = Action(
            key=key, title=draw(titles), sources=sources, to=to, by="officer", cites=("行政处罚法 57",)
        )
    starters = draw(st.lists(st.sampled_from(sorted(actions)), min_size=1, max_size=5))
    clocks = {
        f"c{n}": ClockRule(
            key=f"c{n}", title=f"期限{n}", limit="penalty/handling", starts=(Trigger(kind="act", name=name),)
        )
        for n, name in enumerate(starters)
    }
    return Procedure(
        key="random",
        title="随机程序",
        power="其他",
        edition=date(2021, 7, 15),
        cites=("行政处罚法",),
        roles={"officer": Role(key="officer", title="办案人员", post=("case_handler",))},
        apart=(),
        conditions={},
        fields={},
        stages=stages,
        interruptions={},
        clocks=clocks,
        actions=actions,
        assurances=(),
        running=Running(kind="first"),
    )
