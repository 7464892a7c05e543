# SPDX-License-Identifier: MulanPSL-2.0
"""The looks of the desk: colours are named once, can be read by day and by night, and work in the oldest browser supported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import fadu.desk
from fadu.procedure import chart
from fadu.records.rendering import html
from fadu.reporting import webpage

STATIC = Path(fadu.desk.__file__).parent / "static/desk"
THEME = (STATIC / "theme.css").read_text(encoding="utf-8")
PLAIN = re.sub(r"/\*.*?\*/", "", THEME, flags=re.S)
#: the oldest Chromium that is supported (docs/howto/browsers.md)
OLDEST = 86
FEATURES = yaml.safe_load((Path(__file__).parent / "browser_features.yaml").read_text(encoding="utf-8"))
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


def looked_at() -> dict[str, dict[str, str]]:
    """What is sent to a browser of our own making, by what it is: styles, scripts and pages, without comments."""
    templates = Path(fadu.desk.__file__).parent / "templates"
    styles = {file.name: file.read_text(encoding="utf-8") for file in STATIC.glob("*.css")}
    styles |= {"papers": html.STYLE, "charts": chart.STYLE, "reports": webpage._STYLE}
    return {
        "styles": {name: re.sub(r"/\*.*?\*/", "", text, flags=re.S) for name, text in styles.items()},
        "scripts": {
            file.name: re.sub(r"//[^\n]*", "", file.read_text(encoding="utf-8"))
            for file in STATIC.glob("*.js")
        },
        "markup": {
            str(file.relative_to(templates)): file.read_text(encoding="utf-8")
            for file in templates.rglob("*.html")
        },
    }


def test_nothing_asks_for_a_browser_newer_than_the_oldest_supported() -> None:
    newer = [
        (name, feature["what"], feature["came"])
        for kind, texts in looked_at().items()
        for name, text in texts.items()
        for feature in FEATURES[kind]
        if feature["came"] > OLDEST and re.search(feature["sign"], text, re.M)
    ]

    assert newer == []
    assert all(looked_at().values())


@pytest.mark.parametrize(
    "feature", [each for kind in FEATURES.values() for each in kind], ids=lambda each: each["what"]
)
def test_every_feature_is_recognised_by_its_sign(feature: dict[str, str]) -> None:
    assert re.search(feature["sign"], feature["such"], re.M)


def test_the_oldest_browser_is_named_where_administrators_look() -> None:
    page = Path(fadu.desk.__file__).parents[3] / "docs/howto/browsers.md"

    assert f"Chromium {OLDEST}" in page.read_text(encoding="utf-8")
