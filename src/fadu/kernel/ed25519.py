# SPDX-License-Identifier: MulanPSL-2.0
"""Which bytes are a public key of Ed25519 (RFC 8032) under which a signature proves anything.

A point of small order lets anybody sign; a y beyond the field is a second spelling of another point.
"""

from __future__ import annotations

_FIELD = 2**255 - 19
#: y of the eight points whose order divides eight (the signs of x differ): https://eprint.iacr.org/2020/1244, table 1
_EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _EIGHTH, _FIELD - _EIGHTH})


def is_sound_key(key: bytes) -> bool:
    """Whether 32 bytes spell a point in the one way there is, and not one of small order.

    >>> is_sound_key(bytes([1]) + bytes(31)), is_sound_key(b"\\xff" * 32), is_sound_key(b"")
    (False, False, False)
    >>> is_sound_key(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    True
    """
    if len(key) != 32:
        return False
    y = int.from_bytes(key, "little") & (2**255 - 1)
    return y < _FIELD and y not in _SMALL_ORDER
