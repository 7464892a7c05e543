# SPDX-License-Identifier: MulanPSL-2.0
"""Digests and signatures are made and checked in one place each, by the name of their algorithm."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fadu"
#: module of a library -> the one module of ours that may know it
ALLOWED = {
    "hashlib": "kernel/digests.py",
    "hmac": "kernel/digests.py",
    # what every authenticator computes is fixed by its standard, not by the algorithm in use here
    "cryptography.hazmat.primitives.hashes": ("kernel/digests.py", "kernel/totp.py"),
    "cryptography.hazmat.primitives.hmac": "kernel/digests.py",
    "cryptography.hazmat.primitives.asymmetric": "kernel/signatures.py",
}


def imported(text: str) -> set[str]:
    """Every module and name that a source imports, dotted."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def strangers(path: str, text: str) -> set[str]:
    """The algorithms a module imports though it is not their place."""
    return {
        name
        for name, place in ALLOWED.items()
        if path not in (place if isinstance(place, tuple) else (place,))
        and any(f"{module}.".startswith(f"{name}.") for module in imported(text))
    }


def test_no_other_module_imports_a_hash_or_a_signature() -> None:
    importers = {
        str(path.relative_to(SOURCE)): names
        for path in sorted(SOURCE.rglob("*.py"))
        if (names := strangers(str(path.relative_to(SOURCE)), path.read_text(encoding="utf-8")))
    }

    assert importers == {}


@pytest.mark.parametrize(
    "text",
    [
        "import hashlib",
        "from hashlib import sha256",
        "def f():\n    import hmac",
        "from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey",
        "from cryptography.hazmat.primitives.asymmetric import ed25519",
        "from cryptography.hazmat.primitives import hashes",
    ],
)
def test_a_planted_import_is_seen(text: str) -> None:
    assert strangers("people/sealing.py", text)


def test_encryption_is_none_of_it() -> None:
    text = "from cryptography.hazmat.primitives.ciphers.aead import AESGCM"

    assert strangers("people/sealing.py", text) == set()
