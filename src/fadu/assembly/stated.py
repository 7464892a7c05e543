# SPDX-License-Identifier: MulanPSL-2.0
"""What the environment states of the site, read and refused in words: proxies before it, how long a sign-in lasts."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network

from fadu.kernel.errors import BadInputError

Network = IPv4Network | IPv6Network


def trusted_proxies(text: str) -> tuple[Network, ...]:
    """Addresses and networks, with commas between them. Raises BadInputError.

    >>> trusted_proxies("10.0.0.7, 192.168.1.0/24")
    (IPv4Network('10.0.0.7/32'), IPv4Network('192.168.1.0/24'))
    >>> trusted_proxies("proxy.local")
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: ...
    """
    return tuple(_network(part.strip()) for part in text.split(",") if part.strip())


def whole_number(name: str, text: str) -> int:
    """A whole number from 1 to 1440, as a variable of that name states it. Raises BadInputError.

    >>> whole_number("FADU_IDLE_MINUTES", "30")
    30
    """
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 1440:
        return int(text)
    raise BadInputError(expected="1至1440之间的整数", got=text, where=name, remedy="改正后重新启动")


def _network(part: str) -> Network:
    try:
        return ip_network(part)
    except ValueError as error:
        raise BadInputError(
            expected="IP地址或者网段，多个用逗号隔开，如 10.0.0.7,192.168.1.0/24",
            got=part,
            where="FADU_TRUSTED_PROXIES",
            remedy="写本系统前面反向代理的地址；前面没有代理的，不要设",
        ) from error
