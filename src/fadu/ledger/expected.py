# SPDX-License-Identifier: MulanPSL-2.0
"""A head that the tree must go on from, and what is said where it does not; what is said very often is counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.ledger.heads import Head
    from fadu.ledger.key_checks import KeyRegister

#: how often one thing is said of the heads of one source
OFTEN = 3
_REFUSED = {
    "key_unknown": "签署的密钥不是本机关登记的密钥（指纹 {}）。",
    "key_retired": "签署的密钥在此之前已经更换（指纹 {}）。",
}


class Expected:
    """A head from a source: this database, a witness, a file that was given."""

    def __init__(self, head: Head, source: str) -> None:
        self.head, self.source = head, source

    @property
    def where(self) -> str:
        return f"另处保存的账本根（大小{self.head.size}，{self.head.signed_at[:19]}）"

    def is_of(self, register: KeyRegister | None) -> bool:
        """Whether it bears the name of this tree, or none, as in format 1."""
        return register is None or self.head.origin in ("", register.origin)

    def signed(self, register: KeyRegister | None) -> Iterator[Problem]:
        """Whether it is signed, of which tree it is, and whether the key is one that may have signed it."""
        if not self.head.is_signed():
            yield self.problem("signature", "账本根的签名不对。")
        elif not self.is_of(register):
            yield self.problem("other_ledger", f"账本根属于另一个账本“{self.head.origin}”。")
        elif register is not None and (code := register.refused(self.head)) is not None:
            yield self.problem(code, _REFUSED[code].format(self.head.fingerprint))

    def beyond(self, size: int) -> Problem:
        """What is said where the tree is smaller."""
        return self.problem("old_backup", f"现有账本只有{size}项：恢复的是旧备份，或者后来的记录被删去。")

    def other_root(self) -> Problem:
        """What is said where the tree of that size has another root."""
        return self.problem("history_changed", "现有账本不是当时账本的延续：历史被改写。")

    def problem(self, code: str, message: str) -> Problem:
        return Problem(code=code, where=self.where, message=message)


class Own(Expected):
    """A head of this database."""

    def __init__(self, head: Head) -> None:
        super().__init__(head, "本库的账本根")

    @property
    def where(self) -> str:
        return f"大小{self.head.size}的账本根"

    def beyond(self, size: int) -> Problem:
        return self.problem("root_changed", f"账本根与现有记录不符：现有账本只有{size}项。")

    def other_root(self) -> Problem:
        return self.problem("root_changed", "账本根与现有记录不符。")


def size_of(one: Expected | Problem) -> int:
    """By which heads of several sources come in order; what is no head comes at once."""
    return -1 if isinstance(one, Problem) else one.head.size


class Few:
    """Says a thing of each source a few times, and at the end how often it was the same."""

    def __init__(self) -> None:
        self._said: Counter[tuple[str, str]] = Counter()

    def of(self, one: Expected, problems: Iterable[Problem]) -> Iterator[Problem]:
        """What is still to be said one by one."""
        for problem in problems:
            self._said[one.source, problem.code] += 1
            if self._said[one.source, problem.code] <= OFTEN:
                yield problem

    def rest(self) -> Iterator[Problem]:
        """What was not."""
        for (source, code), times in self._said.items():
            if times > OFTEN:
                message = f"同样的问题还有{times - OFTEN}处，不逐一列出。"
                yield Problem(code=code, where=source, message=message)
