# SPDX-License-Identifier: MulanPSL-2.0
"""Renders a document when it is first viewed and keeps what was shown; later views show the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from fadu.kernel import clock
from fadu.ledger import services as ledger
from fadu.records import bodies, sealed_files
from fadu.records.forms import Form, read_form
from fadu.records.models import Document, FormSource, Rendering, StoredFile
from fadu.records.rendering import MEDIA_TYPES, render
from fadu.records.storing import stored
from fadu.records.vault import Vault

SUFFIX = {"text": "txt"}


def vault() -> Vault:
    """The bureau's files on disk."""
    return Vault(Path(settings.FADU_FILES))


def form_of(document: Document) -> Form:
    """The form a document was made with, from the source kept at that time."""
    return read_source(document.source)


def read_source(source: FormSource) -> Form:
    """The form of a text kept from its first use on."""
    return read_form(source.source_text, file=f"{source.key}.form")


def rendered(document: Document, fmt: str) -> bytes:
    """The archived bytes, made now if nobody has looked before. Raises FileDamagedError, FileErasedError."""
    void = document.is_void
    kept = Rendering.objects.filter(document=document, fmt=fmt, void=void).select_related("file").first()
    if kept:
        return _read(kept)
    made = render(form_of(document), document.data, fmt=fmt, void=void)
    content = made.encode() if isinstance(made, str) else made
    try:
        with transaction.atomic():
            row = Rendering.objects.create(
                document=document, fmt=fmt, void=void, file=_keep(document, fmt, content)
            )
            ledger.append(
                stream=f"rendering:{row.pk}",
                kind="rendered",
                body=bodies.rendering_body(row),
                at=clock.now(),
                closed=bodies.RENDERING_CLOSED,
            )
    except IntegrityError:  # somebody viewed it at the same moment: theirs was archived
        return _read(Rendering.objects.select_related("file").get(document=document, fmt=fmt, void=void))
    return content


def _read(kept: Rendering) -> bytes:
    with sealed_files.opened(vault(), kept.file) as content:
        return content.read()


def owner_of(document: Document) -> str:
    """Whose key seals what a document was rendered to: its own, for one of the secondary file; nobody's for others."""
    return f"document:{document.pk}" if document.access == "secondary" else ""


def _keep(document: Document, fmt: str, content: bytes) -> StoredFile:
    owner = owner_of(document)
    digest, size = vault().put(io.BytesIO(content), sealing=sealed_files.sealing_for(owner))
    return stored(
        {"digest": digest},
        name=f"{sealed_files.COVER if owner else document.title}.{SUFFIX.get(fmt, fmt)}",
        media_type=MEDIA_TYPES[fmt],
        size=size,
        uploaded_at=clock.now(),
        owner=owner,
    )
