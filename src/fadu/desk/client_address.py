# SPDX-License-Identifier: MulanPSL-2.0
"""From where a request comes: from its sender, or from whom trusted proxies say they had it.

Each proxy adds at the right whom it had the request from; what stands further left anybody can have written. So the chain is
read from the right as far as it is trusted, and the first address that is no proxy of ours is the client's.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def address_of(request: HttpRequest) -> str | None:
    """The address of the client; None where the server says none (a socket file)."""
    known = _read(request.META.get("REMOTE_ADDR", ""))
    if known is None or not _is_ours(known):
        return _said(known)
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _read(hop)
        if address is None:
            break
        known = address
        if not _is_ours(address):
            break
    return _said(known)


def _is_ours(address: Address) -> bool:
    return any(address in network for network in settings.FADU_TRUSTED_PROXIES)


def _read(text: str) -> Address | None:
    """An address as a proxy writes it, with a port or without; None for anything else."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _said(address: Address | None) -> str | None:
    return None if address is None else str(address)
