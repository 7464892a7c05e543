# SPDX-License-Identifier: MulanPSL-2.0
"""What money a case is about, as its rows say: what is to be paid, what came in, what is left. Each kind of case tells its own (``sums.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.decision import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One kind of money, in fen; ``due`` is None where the record does not say what is to be paid."""

    what: str
    due: int | None
    got: int
    #: given back of what came in
    back: int = 0
    #: of what is to be paid, so much was due before the day asked about and has not come in
    late: int = 0
    #: what is to be known of it: that it is paid by instalments, until when
    said: str = ""

    @property
    def left(self) -> int | None:
        """What has not come in yet; None where it is not known what is to."""
        return None if self.due is None else max(self.due - self.got + self.back, 0)

    @property
    def over(self) -> int:
        """What came in above what is to be paid, and was not given back."""
        return 0 if self.due is None else max(self.got - self.back - self.due, 0)


#: a case as of a day -> its money; nothing where it is about none
SumsOf = Callable[["World"], Iterable[Sum]]
