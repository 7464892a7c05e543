# SPDX-License-Identifier: MulanPSL-2.0
"""What carries out the events of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.records import archive
from fadu.records.selectors import document_by_id

if TYPE_CHECKING:
    from fadu.cases.models import OutboxEvent


def archive_document(event: OutboxEvent) -> None:
    """Keep the bytes of a paper that was served; a second time finds them kept."""
    archive.rendered(document_by_id(event.body["document"]), "pdf")
