# SPDX-License-Identifier: MulanPSL-2.0
"""What is wrong with a page as it is seen: controls without a size or under others, words of machines, stock English, too wide."""

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
#: words that only machines use: keys with an underscore, brackets of templates, names of nothing
MACHINE = re.compile(
    r"\b[a-z]+(?:_[a-z0-9]+)+\b|\{[a-z_]+\}|\bNone\b|\bTrue\b|\bFalse\b|\bundefined\b|\bnan\b", re.ASCII
)
#: stock sentences of a library, in English or badly translated
STOCK = re.compile(
    r"\b(?:This|Please|Enter|Select|Ensure|field|required|invalid|Error|Page|Not Found|Forbidden|valid)\b|请设置选项DEBUG"
)


def faults_of(page: Any) -> list[str]:
    """The faults of the page as it stands in its window, each in words; folded parts are looked at when somebody opens them."""
    faults = [f"按不到：{name}" for name in page.evaluate(UNREACHED)]
    text = page.inner_text("body")
    faults += [f"机器的词：{word}" for word in sorted(set(MACHINE.findall(text)))]
    faults += [f"英文：{word}" for word in sorted(set(STOCK.findall(text)))]
    width = page.viewport_size["width"] if page.viewport_size else 0
    shown = page.evaluate("document.documentElement.scrollWidth")
    return [*faults, *([f"宽 {shown}，窗口 {width}"] if width and shown > width else [])]
