# SPDX-License-Identifier: MulanPSL-2.0
"""Identifiers as arguments. Each raises ArgumentTypeError with what is wrong."""

from __future__ import annotations

from argparse import ArgumentTypeError


def uscc(text: str) -> str:
    """A unified social credit code with its check digit; empty where there is none.

    >>> uscc("123")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 统一社会信用代码应为18位，末位是校验码；实为“123”
    """
    from fadu.kernel.identifiers import uscc as code

    if text and not code.is_valid(text):
        raise ArgumentTypeError(f"统一社会信用代码应为18位，末位是校验码；实为“{text}”")
    return code.compact(text)
