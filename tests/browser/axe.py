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
#: of the texts and controls of a page, one of each look: those that are painted alike, from the page down to themselves, have one
#: contrast, and a rule that takes most of the time of all is asked about it once, not in every row of a list
_LOOKS = """
() => {
  const looks = new Map(), seen = new Map();
  const own = (element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode, style.fontSize,
      style.fontWeight, style.textShadow, style.textDecorationLine, style.visibility, element.disabled, element.ariaDisabled].join();
  };
  const look = (element) => {
    if (!seen.has(element)) {
      const above = element.parentElement ? look(element.parentElement) : [], mine = own(element);
      seen.set(element, above.at(-1) === mine ? above : [...above, mine]);
    }
    return seen.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    const speaks = /^(INPUT|SELECT|TEXTAREA|BUTTON|A)$/.test(element.tagName);
    if (!speaks && ![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
    if (!element.checkVisibility()) continue;
    const key = (speaks ? element.tagName + element.type : "") + look(element).join("|");
    if (!looks.has(key)) looks.set(key, element);
  }
  return [...looks.values()];
}
"""
#: what is violated and where, three places at most
_FOUND = """
async ({tags, colours}) => {
  const violated = [], options = {resultTypes: ["violations"], elementRef: false};
  const off = Object.fromEntries(colours.map((rule) => [rule, {enabled: false}]));
  if (tags.length) violated.push(...(await axe.run(document, {...options, runOnly: {type: "tag", values: tags}, rules: off})).violations);
  const include = (LOOKS)();
  if (include.length) violated.push(...(await axe.run({include}, {...options, runOnly: {type: "rule", values: colours}})).violations);
  return violated.map((one) => `${one.id}（${one.nodes.length}处）：` + one.nodes.slice(0, 3).map((node) =>
    `${node.html.slice(0, 160)} ${node.any.concat(node.all, node.none).map((check) => check.message).join(" ").slice(0, 160)}`).join(" ‖ "));
}
""".replace("LOOKS", _LOOKS)


@cache
def _engine() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, *, colours_alone: bool = False) -> list[str]:
    """What the page violates as it stands, each rule in a line with its first places. The engine is told to the page, which loads none."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_engine())
    asked = {"tags": [] if colours_alone else list(TAGS), "colours": list(COLOURS)}
    return [f"axe {line}" for line in page.evaluate(_FOUND, asked)]
