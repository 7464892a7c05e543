# SPDX-License-Identifier: MulanPSL-2.0
"""How far the looking has come: which rows were compared when. The mark lies outside the database, signed by the bureau's key.

Whoever changes rows in the database cannot make them count as looked at; a mark that is changed or gone means that
everything is new.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError

from fadu.kernel import signatures
from fadu.kernel.canonical import canonical
from fadu.ledger import keys, problems, selectors
from fadu.ledger.key_register import RegisterDamagedError, register
from fadu.ledger.models import LedgerEntry
from fadu.ledger.verification import NIGHTS, Part
from fadu.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "verified.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Up to where everything was looked at. Days are ISO; ``shares``: share -> the night in which it was looked at last."""

    full_on: str = ""
    night: str = ""
    shares: Mapping[str, str] = field(default_factory=dict)
    place: int = 0
    tops: Mapping[str, int] = field(default_factory=dict)

    @property
    def last_full(self) -> str:
        """The day of the last full pass: of a complete one, or of the oldest of all shares; empty where there was none."""
        rounds = min(self.shares.values()) if len(self.shares) == NIGHTS else ""
        return max(self.full_on, rounds)

    def part(self, on: date) -> Part:
        """What is to be looked at in the night of a day."""
        return Part(share=on.toordinal() % NIGHTS, place=self.place, tops=self.tops)


def place() -> Path:
    """Where the mark lies."""
    return Path(settings.FADU_KEYS).parent / NAME


def read() -> Mark | None:
    """The mark as it was signed; None where there is none, one that no key of the bureau has signed, or one of a larger ledger.

    One of a larger ledger was signed before the database was put back: rows made since then would not count as new.
    """
    try:
        content = json.loads(place().read_text(encoding="utf-8"))
        fields, signature = content["mark"], bytes.fromhex(content["signature"])
        mark = Mark(**fields)
        return mark if _is_ours(_text(fields), signature) and mark.place <= selectors.size() else None
    except (OSError, ValueError, KeyError, TypeError, RegisterDamagedError):
        return None
    except DatabaseError as error:
        if not tables.is_about_a_lacking_one(error):
            raise
        return None


def _is_ours(text: bytes, signature: bytes) -> bool:
    """Whether one of the bureau's keys, past or present, has signed a text."""
    known = register()
    return known is not None and any(
        signatures.algorithm(key.algorithm).is_signed(bytes.fromhex(key.key), text, signature)
        for key in known.keys
    )


def write(mark: Mark) -> None:
    """Sign the mark and put it in its place, whole or not at all. Raises what ``keys.private_key`` raises."""
    known = register()
    if known is None:
        return
    fields = asdict(mark)
    private = keys.private_key(known)
    signature = signatures.algorithm(known.current.algorithm).sign(private, _text(fields)).hex()
    waiting = place().with_suffix(".next")
    waiting.write_text(json.dumps({"mark": fields, "signature": signature}, sort_keys=True), encoding="utf-8")
    os.replace(waiting, place())


def _text(mark: Mapping[str, Any]) -> bytes:
    return b"fadu verified/1\n" + canonical(mark)


def reached() -> Mark:
    """How far there is to go now: taken before looking, so that what comes meanwhile is new the next time.

    Of a table that is not there, from the beginning.
    """
    there = tables.existing()
    tops = {
        check.name: check.model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        for check in problems.offered()
        if check.of is not None and check.model._meta.db_table in there
    }
    return Mark(place=selectors.size() if LedgerEntry._meta.db_table in there else 0, tops=tops)


def after_full(reached_: Mark, on: date) -> Mark:
    """The mark after everything was looked at on a day."""
    return replace(reached_, full_on=on.isoformat(), night=on.isoformat())


def after_night(before: Mark, reached_: Mark, on: date) -> Mark:
    """The mark after the part of a night was looked at."""
    share = str(on.toordinal() % NIGHTS)
    return replace(
        reached_,
        full_on=before.full_on,
        night=on.isoformat(),
        shares={**before.shares, share: on.isoformat()},
    )
