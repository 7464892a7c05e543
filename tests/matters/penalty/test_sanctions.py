# SPDX-License-Identifier: MulanPSL-2.0
"""Penalties as values: fine, gains and goods each apart, and which of two is heavier."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fadu.matters.penalty.sanctions import WEIGHT, Sanction
from fadu.procedure.library import library

sanctions = st.builds(
    Sanction,
    kinds=st.frozensets(st.sampled_from(WEIGHT), max_size=4),
    fine=st.integers(0, 10**9),
    confiscated_gains=st.integers(0, 10**9),
    confiscated_goods=st.integers(0, 10**9),
)


@given(sanctions)
def test_no_penalty_is_heavier_than_itself(sanction: Sanction) -> None:
    assert not sanction.heavier_than(sanction)


@given(sanctions, st.integers(1, 10**6))
def test_one_fen_more_of_any_amount_is_heavier(sanction: Sanction, more: int) -> None:
    raised = Sanction(
        kinds=sanction.kinds,
        fine=sanction.fine,
        confiscated_gains=sanction.confiscated_gains + more,
        confiscated_goods=sanction.confiscated_goods,
    )
    assert raised.heavier_than(sanction)
    assert not sanction.heavier_than(raised)


def test_a_lower_fine_with_a_new_confiscation_is_heavier() -> None:
    proposed = Sanction(kinds=frozenset({"fine"}), fine=100_000)
    decided = Sanction(kinds=frozenset({"fine", "confiscate_goods"}), fine=50_000, confiscated_goods=1)
    assert decided.heavier_than(proposed)


def test_a_fine_instead_of_a_revoked_licence_is_not_heavier() -> None:
    proposed = Sanction(kinds=frozenset({"fine", "revoke_licence"}), fine=100_000)
    assert not Sanction(kinds=frozenset({"fine"}), fine=100_000).heavier_than(proposed)


def test_an_order_to_correct_is_no_kind_of_penalty() -> None:
    for procedure in library().editions("penalty"):
        titles = [choice.title for choice in procedure.fields["penalty_kinds"].choices]
        assert not any("责令改正" in title or "责令退" in title for title in titles)
