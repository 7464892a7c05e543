# SPDX-License-Identifier: MulanPSL-2.0
"""An algorithm is known by its name; one that is not there is refused with a sentence."""

from __future__ import annotations

import io

import pytest

from fadu.kernel import digests, signatures

#: GB/T 32905-2016, example 1
ABC_BY_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
#: the points whose order divides eight, and two second spellings
SMALL_ORDER = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
)


def test_a_digest_of_the_first_hash_is_bare_and_any_other_bears_its_name() -> None:
    assert digests.of(b"abc")[:8] == "ba7816bf"
    assert digests.of(b"abc", "sm3") == f"sm3:{ABC_BY_SM3}"


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_a_file_is_digested_by_the_hash_its_digest_names(name: str) -> None:
    text = digests.of(b"abc" * 1000, name)

    assert digests.of_file(io.BytesIO(b"abc" * 1000), digests.name_of(text)) == text


def test_a_hash_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(digests.NoHashError, match="没有名为“md5”的散列算法"):
        digests.of(b"", "md5")


def test_a_signature_holds_for_its_key_and_its_bytes_alone() -> None:
    algorithm = signatures.algorithm("ed25519")
    private, other = algorithm.made(), algorithm.made()
    signature = algorithm.sign(private, b"head")

    assert algorithm.is_signed(algorithm.public(private), b"head", signature)
    assert not algorithm.is_signed(algorithm.public(private), b"tail", signature)
    assert not algorithm.is_signed(algorithm.public(other), b"head", signature)
    assert not algorithm.is_signed(b"short", b"head", signature)


@pytest.mark.parametrize("public", SMALL_ORDER)
def test_a_key_of_small_order_signs_nothing(public: str) -> None:
    """Under such a key the signature (identity, 0) holds for many messages, whoever made it."""
    algorithm = signatures.algorithm("ed25519")
    forged = bytes([1]) + bytes(63)

    assert not algorithm.is_sound(bytes.fromhex(public))
    assert not any(algorithm.is_signed(bytes.fromhex(public), bytes([n]), forged) for n in range(64))


def test_what_is_no_private_key_is_refused_with_a_sentence() -> None:
    with pytest.raises(signatures.BadKeyError, match="私钥不能用"):
        signatures.algorithm("ed25519").sign(b"garbage", b"head")


@pytest.mark.parametrize(
    ("name", "sentence"), [("sm2", "名称已留出，算法尚未实现"), ("rsa", "没有名为“rsa”")]
)
def test_an_algorithm_that_is_not_built_is_refused_with_a_sentence(name: str, sentence: str) -> None:
    with pytest.raises(signatures.NoSignatureError, match=sentence):
        signatures.algorithm(name)


def test_a_fingerprint_tells_keys_and_algorithms_apart() -> None:
    key = bytes(range(32))

    assert len({signatures.fingerprint(key), signatures.fingerprint(key, "sm2")}) == 2
