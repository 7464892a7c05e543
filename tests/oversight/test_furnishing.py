# SPDX-License-Identifier: MulanPSL-2.0
"""What a kind brings beside its procedure fits together: what `procedure check` passes can be opened, acted on and counted."""

from __future__ import annotations

import pytest

from fadu.kernel.kinds import handed_down
from fadu.oversight import furnishing


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(handed_down().folders))
def test_whatever_a_shipped_kind_brings_fits_together(kind: str) -> None:
    broken = {line.code: line.witness for line in furnishing.lines(handed_down()[kind]) if not line.ok}

    assert broken == {}
