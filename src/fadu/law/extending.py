# SPDX-License-Identifier: MulanPSL-2.0
"""What the law lets a term be extended by: who may, by how much, how often. A rule, not the act that follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who decides: officers in certain posts, alone or by a resolution, or somebody outside the bureau."""

    key: str
    title: str
    #: the posts of those who decide; none where it is somebody outside
    posts: tuple[str, ...] = ()
    #: they decide together: a resolution comes first
    collective: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether somebody outside the bureau decides."""
        return not self.posts


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRule:
    """One way to extend a term: by another limit's length, or to a day that the decision fixes.

    The ways of one term stand in order: a later one presumes that the earlier ones were used.
    """

    by: Body
    #: the limit whose length is added; empty where the decision fixes the day
    limit: str = ""
    #: to the day the decision fixes: the text names no length
    until_fixed: bool = False
    #: how often at most; None where the text does not say
    times: int | None = None
    #: under which circumstances, in the text's words
    when: str = ""
    #: whoever is concerned is told the reasons
    reasons_told: bool = False
    cites: tuple[str, ...] = ()

    def words(self, length: str) -> str:
        """The rule in a sentence; ``length`` is how long its limit is, in words.

        >>> head = Body(key="head", title="本机关负责人", posts=("bureau_head",))
        >>> ExtensionRule(by=head, limit="a/b", times=1, when="案情复杂").words("30日")
        '案情复杂的，由本机关负责人决定延长30日，至多1次'
        >>> ExtensionRule(by=head, until_fixed=True).words("")
        '由本机关负责人决定延长至所定之日'
        """
        how = "延长至所定之日" if self.until_fixed else f"延长{length}"
        return "，".join(
            part
            for part in (
                f"{self.when}的" if self.when else "",
                f"由{self.by.title}决定{how}",
                "" if self.times is None else f"至多{self.times}次",
                "并告知理由" if self.reasons_told else "",
            )
            if part
        )

    def as_json(self) -> dict[str, Any]:
        """The rule as plain values."""
        return {
            "by": self.by.key,
            "limit": self.limit or None,
            "until_fixed": self.until_fixed,
            "times": self.times,
            "when": self.when,
            "reasons_told": self.reasons_told,
            "cites": list(self.cites),
        }
