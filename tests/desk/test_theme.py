# SPDX-License-Identifier: MulanPSL-2.0
"""The looks of the desk: colours are named once, can be read by day and by night, and work in the oldest browser supported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fadu.desk

STATIC = Path(fadu.desk.__file__).parent / "static/desk"
THEME = (STATIC / "theme.css").read_text(encoding="utf-8")
PLAIN = re.sub(r"/\*.*?\*/", "", THEME, flags=re.S)
#: the oldest Chromium that is supported (docs/howto/browsers.md)
OLDEST = 86
#: of styles: what came in which Chromium
STYLES = {
    r"\binset\s*:": 87,
    r":is\(|:where\(|:not\([^()]*,": 88,
    r"aspect-ratio\s*:": 88,
    r"overflow(-[xy])?\s*:\s*clip": 90,
    r"accent-color|scrollbar-gutter": 93,
    r"@layer\b": 99,
    r"(?<![-\w])(translate|rotate|scale)\s*:": 104,
    r"@media[^{]*\((width|height)\s*[<>]": 104,
    r":has\(|@container\b": 105,
    r"\b\d+d?[sl]?v[hw]\b(?<!\dvh)(?<!\dvw)": 108,
    r"color-mix\(|oklch\(|oklab\(": 111,
    r"text-wrap\s*:": 114,
    r"subgrid": 117,
    r":user-(in)?valid": 119,
    r"&\s*[.:#\[]|\{[^{}]*&": 120,
    r"field-sizing|light-dark\(": 123,
}
#: of scripts
SCRIPTS = {
    r"\.at\(|Object\.hasOwn|\.findLast": 92,
    r"structuredClone": 98,
    r"\.toSorted|\.toReversed|showPopover": 110,
    r"groupBy|withResolvers": 117,
}
#: colours of writing on their grounds
PAIRS = [
    *(
        ("ink", ground)
        for ground in ("paper", "sheet", "raised", "hover", "input", "note", "refused", "here")
    ),
    *(("soft", ground) for ground in ("paper", "sheet", "raised", "stage", "lamp-grey", "hover")),
    *(("link", ground) for ground in ("paper", "sheet", "raised", "note", "refused")),
    *(("link-hover", ground) for ground in ("paper", "sheet")),
    *(("seal", ground) for ground in ("paper", "sheet", "here")),
    *((ink, "sheet") for ink in ("red", "yellow", "green", "wait")),
    *((ink, "refused") for ink in ("ink", "green", "soft")),
    ("on-fill", "fill"),
    ("on-fill", "fill-hover"),
    ("on-red", "lamp-red"),
    ("on-yellow", "lamp-yellow"),
    ("green", "lamp-green"),
    ("on-past", "past"),
    ("on-cite", "cite"),
    ("on-practice", "practice"),
]


def schemes() -> dict[str, dict[str, str]]:
    """The named colours by day and by night."""
    day, night = re.findall(r":root \{(.*?)\n\}", THEME, re.S)[0], ""
    night = re.search(r"prefers-color-scheme: dark\) \{ :root \{(.*?)\n\} \}", THEME, re.S)[1]  # type: ignore[index]
    named = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", text)) for text in (day, night)]
    return {"day": named[0], "night": named[0] | named[1]}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) > 4 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["day", "night"])
def test_all_writing_stands_out_from_its_ground_by_day_and_by_night(scheme: str) -> None:
    colours = schemes()[scheme]
    faint = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in PAIRS
        if contrast(colours[ink], colours[ground]) < 4.5
    }

    assert faint == {}


@pytest.mark.parametrize("scheme", ["day", "night"])
def test_the_edges_of_inputs_and_the_mark_of_the_focus_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]

    assert [
        (edge, ground)
        for edge in ("edge", "focus")
        for ground in ("sheet", "paper", "input")
        if contrast(colours[edge], colours[ground]) < 3
    ] == []


def test_every_colour_is_named_once_and_used_by_its_name() -> None:
    rules = PLAIN[PLAIN.index("html {") : PLAIN.index("@media print")]

    assert re.findall(r"#[0-9a-f]{3,6}\b|\brgba?\(", rules) == []
    used = set(re.findall(r"var\(--([a-z-]+)\)", PLAIN)) - {"bs-body-font-family"}
    assert used <= set(schemes()["day"])


def test_nothing_asks_for_a_browser_newer_than_the_oldest_supported() -> None:
    scripts = {file.name: file.read_text(encoding="utf-8") for file in STATIC.glob("*.js")}
    looked_at = [("theme.css", PLAIN, STYLES), *((name, text, SCRIPTS) for name, text in scripts.items())]
    newer = [
        (name, pattern, came)
        for name, text, known in looked_at
        for pattern, came in known.items()
        if came > OLDEST and re.search(pattern, text)
    ]

    assert newer == []


def test_the_oldest_browser_is_named_where_administrators_look() -> None:
    page = Path(fadu.desk.__file__).parents[3] / "docs/howto/browsers.md"

    assert f"Chromium {OLDEST}" in page.read_text(encoding="utf-8")
