# SPDX-License-Identifier: MulanPSL-2.0
"""What is wrong with a page as it is seen: controls without a size or under others, texts over texts, words of machines, stock English, too wide."""

from __future__ import annotations

import re
from typing import Any

#: the controls of a page that no mouse can reach, once they are scrolled to: too small, clipped, or covered
UNREACHED = """
() => [...document.querySelectorAll("main input:not([type=hidden]), main select, main textarea, main button:not([hidden])")]
  .filter((control) => control.checkVisibility ? control.checkVisibility() || !control.closest("details:not([open])") : true)
  .filter((control) => !control.closest("details:not([open])") && !control.closest("[hidden]"))
  .filter((control) => {
    control.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
    const box = control.getBoundingClientRect();
    const small = /checkbox|radio/.test(control.type) ? 10 : 40;
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.width < small || box.height < 10 || !(there && (control.contains(there) || control.closest("label")?.contains(there)));
  })
  .map((control) => control.name || control.innerText)
"""
#: two texts, or a text and a control, that lie over each other; of a line of text only its middle counts, for lines may touch
OVERLAPPING = """
() => {
  const seen = [];
  const hidden = (element) => element.closest(".visually-hidden, .skip, script, style, option, [hidden], details:not([open]) > :not(summary)");
  const put = (element, box, name, inset) => {
    if (box.width > 3 && box.height > 3)
      seen.push({element, name, left: box.left + 2, right: box.right - 2, top: box.top + box.height * inset, bottom: box.bottom - box.height * inset});
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || hidden(element) || getComputedStyle(element).visibility === "hidden") continue;
    if (getComputedStyle(element.closest(".in-row") || element).clipPath !== "none") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) put(element, box, node.textContent.trim().slice(0, 24), 0.3);
  }
  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea, button"))
    if (!hidden(control)) put(control, control.getBoundingClientRect(), control.name || control.innerText, 0.1);
  // what scrolls inside a box of its own is cut off there
  for (const one of seen)
    for (let box = one.element.parentElement; box && box !== document.body; box = box.parentElement)
      if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX + getComputedStyle(box).overflowY)) {
        const cut = box.getBoundingClientRect();
        one.left = Math.max(one.left, cut.left); one.right = Math.min(one.right, cut.right);
        one.top = Math.max(one.top, cut.top); one.bottom = Math.min(one.bottom, cut.bottom);
      }
  const there = seen.filter((one) => one.right > one.left && one.bottom > one.top).sort((one, other) => one.top - other.top);
  const pairs = [];
  there.forEach((one, place) => {
    for (let at = place + 1; at < there.length && there[at].top < one.bottom; at++) {
      const other = there[at];
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (Math.min(one.right, other.right) > Math.max(one.left, other.left)) pairs.push(`${one.name} × ${other.name}`);
    }
  });
  return [...new Set(pairs)].slice(0, 5);
}
"""
#: what a page says, without what one types at a machine: commands, keys
SAID = """
() => {
  const typed = [...document.querySelectorAll("code, kbd, pre")];
  typed.forEach((each) => { each.hidden = true; each.style.display = "none"; });
  const said = document.body.innerText;
  typed.forEach((each) => { each.hidden = false; each.style.display = ""; });
  return said;
}
"""
#: words that only machines use: keys with an underscore, brackets of templates, names of nothing, moments with their zone
MACHINE = re.compile(
    r"\b[a-z]+(?:_[a-z0-9]+)+\b|\{[a-z_]+\}|\bNone\b|\bTrue\b|\bFalse\b|\bundefined\b|\bnan\b|\b\d{4}-\d\d-\d\dT\d|\+08:00",
    re.ASCII,
)
#: stock sentences of a library, in English or badly translated
STOCK = re.compile(
    r"\b(?:This|Please|Enter|Select|Ensure|field|required|invalid|Error|Page|Not Found|Forbidden|valid)\b|请设置选项DEBUG"
)


def faults_of(page: Any) -> list[str]:
    """The faults of the page as it stands in its window, each in words; folded parts are looked at when somebody opens them."""
    return [*worded(page), *misplaced(page)]


def worded(page: Any) -> list[str]:
    """What the page says in words that are no office's."""
    text = page.evaluate(SAID)
    faults = [f"机器的词：{word}" for word in sorted(set(MACHINE.findall(text)))]
    return [*faults, *(f"英文：{word}" for word in sorted(set(STOCK.findall(text))))]


def misplaced(page: Any) -> list[str]:
    """What of the page depends on the width of its window: controls nobody reaches, what lies over something else, what is wider."""
    faults = [f"按不到：{name}" for name in page.evaluate(UNREACHED)]
    faults += [f"重叠：{pair}" for pair in page.evaluate(OVERLAPPING)]
    width = page.viewport_size["width"] if page.viewport_size else 0
    shown = page.evaluate("document.documentElement.scrollWidth")
    return [*faults, *([f"宽 {shown}，窗口 {width}"] if width and shown > width else [])]
