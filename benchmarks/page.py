# SPDX-License-Identifier: MulanPSL-2.0
"""`python -m benchmarks.page [--check]`: write docs/benchmarks.md from what was measured and what is said about it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.results import ROOT, kept, results_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measure import Result

PAGE = ROOT / "docs" / "benchmarks.md"
WORDS = Path(__file__).with_name("words")
#: section -> its heading, in the order of the page; what is said about it stands in words/<section>.md
HEADINGS = {
    "recording": "Recording an act",
    "demo": "The demo's year",
    "pages": "Pages of the desk",
    "figures": "Figures and the annual report",
    "proof": "Sequencer, verification, check",
    "importing": "Import and replay",
    "backup": "Backup",
    "serving": "The server",
    "starting": "Starting",
    "deadlines": "Deadlines",
    "ledger": "Hashes and the tree",
    "engine": "The engine alone",
    "conformance": "Against process mining",
}
MARKS = {True: "yes", False: "**no**", None: "–"}


def main() -> int:
    """0 written, or as it should be; 1 the page is not what follows from the results."""
    text = page()
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The page as it follows from the results kept and the words about them."""
    measured = kept()
    parts = [said("opening"), summary(measured)]
    for section, heading in HEADINGS.items():
        parts += [f"## {heading}", *_section(section, measured.get(section))]
    return "\n\n".join(part for part in [*parts, said("closing")] if part) + "\n"


def summary(measured: dict[str, Any]) -> str:
    """How many goals are reached, and which are not."""
    results = [r for section in HEADINGS if section in measured for r in results_of(measured[section])]
    goals = [r for r in results if r.goal is not None]
    missed = [f"- {r.name}: {number(r.ratio)}, goal {goal(r)}" for r in goals if not r.is_reached]
    reached = len(goals) - len(missed)
    counts = (
        f"{reached} of {len(goals)} goals are reached; {len(results) - len(goals)} figures are information."
    )
    return "\n".join([counts, *(["", "Missed:", "", *missed] if missed else [])])


def _section(section: str, measured: dict[str, Any] | None) -> Iterator[str]:
    if measured is None:
        yield "Not measured."
    else:
        rows = "\n".join(map(row, results_of(measured)))
        yield f"| what | goal | measured | reached | |\n|---|---|---|---|---|\n{rows}"
        yield (
            f"Measured {measured['day']} at {measured['commit']}, Python {measured['python']}, "
            f"{measured['machine']}; the section took {measured['seconds']} s."
        )
    yield said(section)


def row(result: Result) -> str:
    """A line of a table."""
    name = f"**{result.name}**" if result.must else result.name
    return (
        f"| {name} | {goal(result)} | {number(result.ratio)} | {MARKS[result.is_reached]} | {result.note} |"
    )


def goal(result: Result) -> str:
    """A goal with its sign."""
    if result.goal is None:
        return ""
    return f"{'≥' if result.better == 'more' else '≤'} {result.goal:g}"


def number(value: float) -> str:
    """A figure to three places that count.

    >>> number(5319.75), number(17.33), number(0.0123), number(27.0)
    ('5320', '17.3', '0.0123', '27')
    """
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def said(name: str) -> str:
    """What is said about a section; nothing where no file is there."""
    path = WORDS / f"{name}.md"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


if __name__ == "__main__":
    raise SystemExit(main())
