# SPDX-License-Identifier: MulanPSL-2.0
"""The pages that explain: what the words on the desk mean, and which keys work without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fadu.desk import help as helping
from fadu.desk.officer import for_officers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: key -> what it does
KEYS = (
    ("j", "下一行、下一个按钮"),
    ("k", "上一行、上一个按钮"),
    ("Enter", "打开所在的一行"),
    ("/", "检索"),
    ("?", "显示本表"),
    ("Esc", "关闭本表"),
    ("Tab", "下一个输入框或者链接"),
)
#: keys that the browser takes with its own modifier (Alt, in some browsers Alt and Shift)
WITH_ALT = (
    ("Alt + 1", "待办"),
    ("Alt + 2", "登记新件"),
    ("Alt + 3", "数据"),
    ("Alt + 4", "述法报告"),
    ("Alt + 5", "本机关"),
    ("Alt + s", "检索"),
)


@for_officers
def terms(request: HttpRequest) -> HttpResponse:
    """The words of the desk, and the help of every page."""
    return render(request, "desk/terms.html", {"terms": helping.terms(), "pages": helping.pages().values()})


@for_officers
def keys(request: HttpRequest) -> HttpResponse:
    """The keys as a page; with scripts the same table comes over any page by ``?``."""
    return render(request, "desk/keys.html", {"keys": KEYS, "with_alt": WITH_ALT})
