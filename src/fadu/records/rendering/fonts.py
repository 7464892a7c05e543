# SPDX-License-Identifier: MulanPSL-2.0
"""Fonts: the names offices have, first; the free ones shipped here, last."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fonts"

#: for HTML and DOCX: the office's own fonts, then what the free systems have
BODY = (
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "STFangsong",
    "LXGW WenKai",
    "Noto Serif CJK SC",
    "serif",
)
KAI = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "LXGW WenKai", "Noto Serif CJK SC", "serif")
HEI = ("黑体", "SimHei", "STHeiti", "Noto Sans CJK SC", "sans-serif")
TITLE = (
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "小标宋",
    "STZhongsong",
    "Noto Serif CJK SC",
    "SimSun",
    "serif",
)

#: for PDF: families of the shipped fonts; ☑ and □ only exist in the box font
PDF_BODY = ("Fadu Kai", "Fadu Rare", "Fadu Box")
PDF_TITLE = ("Fadu Song", "Fadu Rare", "Fadu Box")


def css(names: tuple[str, ...]) -> str:
    """A CSS font-family value."""
    return ", ".join(name if name in ("serif", "sans-serif") else f'"{name}"' for name in names)
