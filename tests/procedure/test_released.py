# SPDX-License-Identifier: MulanPSL-2.0
"""A released edition never changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fadu.procedure import released
from fadu.procedure.model import Procedure


def test_a_folder_without_a_lock_has_released_nothing(tmp_path: Path, permit: Procedure) -> None:
    released.check(tmp_path, [permit])

    assert released.released(tmp_path) == {}


def test_a_released_edition_that_stays_as_it_was_passes(tmp_path: Path, permit: Procedure) -> None:
    released.write(tmp_path, permit)

    released.check(tmp_path, [permit])

    assert released.released(tmp_path) == {"2022-01-01": permit.fingerprint}


def test_a_released_edition_that_changed_is_an_error(tmp_path: Path, permit: Procedure) -> None:
    released.write(tmp_path, permit)

    with pytest.raises(released.ReleasedEditionChangedError, match="2022-01-01版内容已改变"):
        released.check(tmp_path, [replace(permit, fingerprint="other")])


def test_a_released_edition_that_is_gone_is_an_error(tmp_path: Path, permit: Procedure) -> None:
    released.write(tmp_path, permit)

    with pytest.raises(released.ReleasedEditionChangedError, match="文件已不存在"):
        released.check(tmp_path, [])


def test_an_edition_is_not_released_again_with_other_words(tmp_path: Path, permit: Procedure) -> None:
    released.write(tmp_path, permit)

    with pytest.raises(released.ReleasedEditionChangedError, match="已经发布"):
        released.write(tmp_path, replace(permit, fingerprint="other"))
