# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of an act that were written before on blank papers with numbers: they bear those numbers, and the blanks have their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.records import blanks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fadu.cases.papers.particulars import Particulars
    from fadu.procedure.decision import Permitted
    from fadu.records.forms import Form
    from fadu.records.models import BlankSheet, Document


def of_act(known: Particulars, permitted: Permitted, at: datetime) -> dict[str, BlankSheet]:
    """Template -> the blank paper it was written on. Raises BadInputError for one that is not open, or where others sign first."""
    if known.drawn and not permitted.complete:
        raise BadInputError(
            expected="由一人办成的行为",
            got="还要他人签署",
            where="空白文书编号",
            remedy="不填编号；文书在签齐以后制作，空白文书另行作废或者交回",
        )
    return {
        template: blanks.to_be_used(sheet, bureau_id=known.bureau.pk, template=template, happened_at=at)
        for template, sheet in known.drawn.items()
    }


def used(sheets: Mapping[str, BlankSheet], form: Form, document: Document, known: Particulars) -> None:
    """The blank paper of a form, if it was written on one, ends with the document it is entered as."""
    if form.key in sheets and known.entered_by is not None:
        blanks.use(sheets[form.key], document, by=known.entered_by, at=clock.now())


def none_left(sheets: Mapping[str, BlankSheet]) -> None:
    """Refuse a number of a paper this act does not make. Raises BadInputError."""
    for sheet in sheets.values():
        if not blanks.is_ended(sheet):
            raise BadInputError(
                expected="这一行为制作的文书的编号",
                got=str(sheet),
                where="空白文书编号",
                remedy="不填这一编号，或者改办制作这种文书的行为",
            )
