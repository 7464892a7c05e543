# SPDX-License-Identifier: MulanPSL-2.0
"""What days and hours are ordinary stands in data, each with its reason, and is read strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fadu.cases.reading import plausible

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_ordinary_is_complete_and_says_why() -> None:
    said = plausible.ordinary()

    assert min(said.received_before, said.set_ahead, said.longest) > 0
    assert said.night_until < said.night_from


@pytest.mark.parametrize(
    ("figure", "named"), [("days: 30", "days"), ("why: 自收到", "why"), ("longest: 8", "longest")]
)
def test_a_figure_or_a_reason_that_lacks_is_named(tmp_path: Path, figure: str, named: str) -> None:
    wrong = tmp_path / "plausible.yaml"
    text = plausible.SHIPPED.read_text(encoding="utf-8")
    wrong.write_text(text.replace(figure, figure.replace(named, f"{named}x"), 1), encoding="utf-8")

    with pytest.raises(plausible.PlausibleError, match=named):
        plausible.read(wrong)
