# SPDX-License-Identifier: MulanPSL-2.0
"""The row of a file that was kept: one for each digest, entered when it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.ledger import services as ledger
from fadu.records import bodies
from fadu.records.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping


@transaction.atomic
def stored(known_by: Mapping[str, Any], **columns: Any) -> StoredFile:
    """The row of bytes that were kept: the one they are known by, or a new one, entered with all it says."""
    file, is_new = StoredFile.objects.get_or_create(**known_by, defaults=columns)
    if is_new:
        ledger.append(
            stream=f"file:{file.pk}",
            kind="stored",
            body=bodies.file_body(file),
            at=file.uploaded_at,
            closed=bodies.FILE_CLOSED,
        )
    return file
