# SPDX-License-Identifier: MulanPSL-2.0
"""What anybody may know, without signing in, to hold the bureau to its record: the keys, the newest signed root, how to check."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fadu.ledger import key_register, selectors
from fadu.people.selectors import bureaus

if TYPE_CHECKING:
    from django.http import HttpRequest

#: how a key came to be the one in use
ACTS = {
    key_register.FIRST: "首次启用",
    key_register.ROTATED: "由前一把密钥签名交接",
    key_register.REPLACED: "前一把密钥遗失，由两人更换，没有前一把密钥的签名",
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every key with its days, the newest first, and the newest head; no name of any person, no case."""
    known = key_register.register()
    keys = known.keys if known else ()
    spans = [
        {"key": key, "how": ACTS.get(key.act, key.act), "until": following.since if following else ""}
        for key, following in zip_longest(keys, keys[1:])
    ]
    return render(
        request,
        "desk/proof.html",
        {
            "bureaus": bureaus(),
            "origin": known.origin if known else "",
            "keys": spans[::-1],
            "head": selectors.latest_head(),
        },
    )


@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """The newest head as a signed note, for programs: outside witnesses fetch it here."""
    newest = selectors.latest_head()
    note = newest.note if newest else ""
    return HttpResponse(note, content_type="text/plain; charset=utf-8", status=200 if newest else 404)
