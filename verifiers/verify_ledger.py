#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""Check an exported proof without Fadu: one file, plain Python 3.8+, nothing to install.

Usage: verify_ledger.py PROOF.json [--key HEX] [--head OLD_HEAD.json]

It recomputes the chain of hashes of the case, the place of each entry in the Merkle tree (RFC 6962/9162), and the Ed25519
signature (RFC 8032) of the tree head. With --key the head must be signed by that key; with --head it must be the same
head that was kept elsewhere. Exit code 0: the proof holds; 1: it does not; 2: the file cannot be read.
核验导出的证明：不需要本系统，只要 Python。
"""

import hashlib
import json
import sys

GENESIS = "0" * 64

# -- Ed25519 (RFC 8032), verification only --------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    """The x of a point with this y, or None."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def add(a, b):
    """The sum of two points in extended coordinates."""
    first = (a[1] - a[0]) * (b[1] - b[0]) % P
    second = (a[1] + a[0]) * (b[1] + b[0]) % P
    third = 2 * a[3] * b[3] * D % P
    fourth = 2 * a[2] * b[2] % P
    e, f, g, h = second - first, fourth - third, fourth + third, second + first
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(number, point):
    """A point so many times."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def decompress(data):
    """A point from its 32 bytes, or None."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def is_signed(key, message, signature):
    """Whether a signature of a message is that of a public key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# -- chain and tree -------------------------------------------------------------------------------


def entry_hash(entry):
    """The hash an entry must have."""
    body = hashlib.sha256(entry["body"].encode("utf-8")).hexdigest()
    told = ("fadu/1", entry["stream"], str(entry["seq"]), entry["kind"], body, entry["previous"], entry["at"])
    return hashlib.sha256("\n".join(told).encode("utf-8")).hexdigest()


def node(left, right):
    """An inner node of the tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_included(leaf, index, size, path, root):
    """Whether a leaf stands at an index of the tree (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def problems_of(proof, key=None, kept=None):
    """Everything that is wrong with a proof, in Chinese and English."""
    head = proof["head"]
    found = []
    previous, hashes = GENESIS, {}
    for place, entry in enumerate(proof["chain"], start=1):
        if entry["seq"] != place or entry["previous"] != previous or entry_hash(entry) != entry["hash"]:
            found.append("第%s项与链不符 / entry %s breaks the chain" % (entry["seq"], entry["seq"]))
        previous = entry["hash"]
        hashes[entry["seq"]] = previous
    message = ("fadu tree head/1\n%s\n%s\n%s\n" % (head["size"], head["root"], head["signed_at"])).encode()
    if not is_signed(bytes.fromhex(head["key"]), message, bytes.fromhex(head["signature"])):
        found.append("账本根的签名不对 / the head's signature is wrong")
    if key and head["key"] != key.lower():
        found.append("账本根不是这把公钥签的 / the head is signed by another key")
    if kept and (kept["size"], kept["root"]) != (head["size"], head["root"]):
        found.append("与另处保存的账本根不同 / the head differs from the one kept elsewhere")
    for told in proof["inclusion"]:
        leaf = hashlib.sha256(b"\x00" + bytes.fromhex(hashes.get(told["seq"], GENESIS))).digest()
        path = [bytes.fromhex(step) for step in told["path"]]
        if not is_included(leaf, told["index"], head["size"], path, bytes.fromhex(head["root"])):
            found.append("第%s项不在账本树中 / entry %s is not in the tree" % (told["seq"], told["seq"]))
    return found


def main(arguments):
    """Read, check, say."""
    names, options = [], {"--key": None, "--head": None}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word in options and waiting:
            options[word] = waiting.pop(0)
        else:
            names.append(word)
    if len(names) != 1:
        print(__doc__)
        return 2
    try:
        with open(names[0], encoding="utf-8") as file:
            proof = json.load(file)
        kept = None
        if options["--head"]:
            with open(options["--head"], encoding="utf-8") as file:
                kept = json.loads(file.read().strip().splitlines()[-1])
        found = problems_of(proof, options["--key"], kept)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print("文件读不了 / cannot read the file: %s" % error)
        return 2
    for problem in found:
        print(problem)
    if not found:
        print("证明成立：%d项 / the proof holds: %d entries" % (len(proof["chain"]), len(proof["chain"])))
        print("公钥 / key %s" % proof["head"]["key"])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
