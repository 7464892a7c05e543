# SPDX-License-Identifier: MulanPSL-2.0
"""What axe-core finds wrong with a page: WCAG 2 at A and AA, and its best practice."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

#: the groups of rules, as axe-core names them
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: the rules whose answer depends on colours: at night only these are asked again, for everything else is the same page
COLOURS = ("color-contrast", "link-in-text-block")
#: what is violated and where, three places at most
_FOUND = """
async ({type, values}) => (await axe.run(document, {runOnly: {type, values}, resultTypes: ["violations"]})).violations.map((one) =>
  `${one.id}（${one.nodes.length}处）：` + one.nodes.slice(0, 3).map((node) =>
    `${node.html.slice(0, 160)} ${node.any.concat(node.all, node.none).map((check) => check.message).join(" ").slice(0, 160)}`).join(" ‖ "))
"""


@cache
def _engine() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, *, colours_alone: bool = False) -> list[str]:
    """What the page violates as it stands, each rule in a line with its first places. The engine is told to the page, which loads none."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_engine())
    asked = (
        {"type": "rule", "values": list(COLOURS)} if colours_alone else {"type": "tag", "values": list(TAGS)}
    )
    return [f"axe {line}" for line in page.evaluate(_FOUND, asked)]
