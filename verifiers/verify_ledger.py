#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""Check an exported proof without Fadu: one file, plain Python 3.8+, nothing to install.

Usage: verify_ledger.py PROOF.json [--key FINGERPRINT] [--head OLD_HEAD.json]

It asks for what must be there: one stream of records from its first entry without a gap, the hash of each worked out from the one
before, the way of each to the root of the Merkle tree (RFC 6962/9162), and the Ed25519 signature (RFC 8032) of the tree head
under a sound key. What is opened must be what was committed to; what is kept closed stays closed, and nothing between is missing.
With --key the head must be signed by that key (its fingerprint, or the key itself); with --head it must be the head kept elsewhere.
Exit code 0: proved; 1: refused, with the reason; 2: the file cannot be read; 3: consistent in itself, the key was not checked.
核验导出的证明：不需要本系统，只要 Python。退出码 0 成立，1 不成立，2 读不了，3 自身相符但未核对公钥。
"""

import base64
import datetime
import hashlib
import json
import re
import sys

GENESIS = "0" * 64
PARTS = ("main", "secondary", "sealed")
EARLIER = "fadu proof/1"
OLD = "证明在格式二之前作出，不作判断；请重新出具 / made before format 2, not judged; ask for a new one"

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


def is_sound(point):
    """Whether a point is not of small order: under one that is, anybody can sign."""
    eighth = multiply(8, point)
    return eighth[0] % P != 0 or (eighth[1] - eighth[2]) % P != 0


def is_signed(key, message, signature):
    """Whether a signature of a message is that of a public key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or not is_sound(a):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# -- the file: every value of its kind and size, and nothing besides --------------------------------


class UnreadableError(Exception):
    """The file is no proof of this format."""


def written(value):
    """The one way a proof is written: sorted names, no space, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def read_json(text):
    """The JSON of a text."""

    def constant(name):
        raise UnreadableError("不是数 / not a number: %s" % name)

    try:
        return json.loads(text, parse_constant=constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("不是 JSON / no JSON: %s" % error) from None


def read(content):
    """The proof in the bytes of a file, if they are just as it was written."""
    try:
        text = content.decode("utf-8")
        proof = read_json(text)
        same = written(proof) == text
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError("不可读 / unreadable: %s" % error) from None
    if type(proof) is dict and proof.get("format") == EARLIER:
        raise UnreadableError(OLD)
    if not same:
        raise UnreadableError("不是出具时的原文 / not byte for byte as it was written")
    return proof


def is_hex(size):
    """A check: so many bytes in lower-case hexadecimal digits."""
    return lambda value: (
        type(value) is str and len(value) == 2 * size and not set(value) - set("0123456789abcdef")
    )


def is_number(least):
    """A check: a whole number from ``least`` on."""
    return lambda value: type(value) is int and least <= value <= 2**53


def is_text(value):
    """Text that UTF-8 can write."""
    return type(value) is str and not any("\ud800" <= letter <= "\udfff" for letter in value)


def is_line(value):
    """One line of text."""
    return is_text(value) and value != "" and min(map(ord, value)) >= 32


def is_like(pattern):
    """A check: text that a pattern describes whole."""
    return lambda value: type(value) is str and re.fullmatch(pattern, value) is not None


def is_just(word):
    """A check: this very word."""
    return lambda value: type(value) is str and value == word


HEAD = {
    "format": is_just("fadu tree head/2"),
    "origin": is_like("[!-*,-~]{1,120}"),
    "hash_algorithm": is_just("sha256"),
    "key_algorithm": is_just("ed25519"),
    "size": is_number(1),
    "root": is_hex(32),
    "signed_at": is_like("[0-9T:.+-]{19,40}"),
    "key": is_hex(32),
    "signature": is_hex(64),
}


def is_day(value):
    """A day, written as 2022-03-01."""
    try:
        return is_line(value) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_closed(value):
    """A part kept closed: its digest alone."""
    return type(value) is dict and set(value) == {"digest"} and is_hex(32)(value["digest"])


def is_opened(value):
    """A part that is opened: its salt and text."""
    return (
        type(value) is dict
        and set(value) == {"salt", "text"}
        and is_hex(16)(value["salt"])
        and is_text(value["text"])
    )


def are_parts(value):
    """The three parts of an entry; only the main one may be opened."""
    return (
        type(value) is dict
        and set(value) == set(PARTS)
        and (is_opened(value["main"]) or is_closed(value["main"]))
        and is_closed(value["secondary"])
        and is_closed(value["sealed"])
    )


ENTRY = {
    "format": is_just("fadu entry/2"),
    "algorithm": is_just("sha256"),
    "day": is_day,
    "index": is_number(0),
    "parts": are_parts,
    "path": lambda value: type(value) is list and len(value) <= 64 and all(map(is_hex(32), value)),
}


def has_shape(value, shape, where):
    """Raise UnreadableError unless a value has these members, each of its kind."""
    if type(value) is not dict or set(value) != set(shape):
        raise UnreadableError("%s：应恰有 / must have %s" % (where, ", ".join(shape)))
    for name, check in shape.items():
        if not check(value[name]):
            raise UnreadableError("%s.%s：不合格式 / malformed: %.60s" % (where, name, ascii(value[name])))


def shaped(proof):
    """Raise UnreadableError unless it is a proof of this format."""
    if type(proof) is dict and proof.get("format") == EARLIER:
        raise UnreadableError(OLD)
    has_shape(
        proof,
        {
            "format": is_just("fadu proof/2"),
            "stream": is_line,
            "head": lambda value: True,
            "entries": lambda value: type(value) is list and value != [],
        },
        "proof",
    )
    has_shape(proof["head"], HEAD, "head")
    for seq, entry in enumerate(proof["entries"], start=1):
        has_shape(entry, ENTRY, "entry %d" % seq)


# -- chain and tree -------------------------------------------------------------------------------


def digest(text):
    """SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def commitment(parts):
    """The commitment over the parts: the digest of each, worked out where it is opened."""
    digests = []
    for name in PARTS:
        part = parts[name]
        opened = "text" in part
        digests.append(
            digest("fadu part/2\n%s\n%s\n%s" % (name, part["salt"], part["text"]))
            if opened
            else part["digest"]
        )
    return digest("fadu commitment/2\n" + "\n".join(digests))


def entry_hash(stream, seq, previous, entry):
    """The hash of an entry's header, which holds the hash of the entry before."""
    header = {
        "algorithm": entry["algorithm"],
        "commitment": commitment(entry["parts"]),
        "day": entry["day"],
        "format": entry["format"],
        "previous": previous,
        "seq": seq,
        "stream": stream,
    }
    return digest(written(header)[:-1])


def node(left, right):
    """An inner node of the tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_included(leaf, index, size, path, root):
    """Whether a leaf stands at an index of the tree (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    place, last, reached = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node(step, reached)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            reached = node(reached, step)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


def entry_problems(proof):
    """What is wrong with the entries: each hashed on top of the one before, each in the tree."""
    head, previous = proof["head"], GENESIS
    for seq, entry in enumerate(proof["entries"], start=1):
        previous = entry_hash(proof["stream"], seq, previous, entry)
        leaf = hashlib.sha256(b"\x00" + bytes.fromhex(previous)).digest()
        path = [bytes.fromhex(step) for step in entry["path"]]
        if not is_included(leaf, entry["index"], head["size"], path, bytes.fromhex(head["root"])):
            yield (
                "第%d项不在账本树中：这一项或者它以前的内容被改动、删去或者调换 / entry %d is not in the tree: it or what "
                "comes before it was changed, left out or moved" % (seq, seq)
            )
        if "text" in entry["parts"]["main"] and moment_of(entry)[:10] != entry["day"]:
            yield (
                "第%d项正文的时间与记录日不符，或者正文不可读 / entry %d: its text is of another day, or unreadable"
                % (
                    seq,
                    seq,
                )
            )


def content_of(entry):
    """What the opened main part says; nothing where it says nothing readable."""
    try:
        content = json.loads(entry["parts"]["main"]["text"])
    except (ValueError, RecursionError):
        return {}
    return content if type(content) is dict else {}


def moment_of(entry):
    """The moment the opened main part names, or an empty text."""
    moment = content_of(entry).get("at")
    return moment if type(moment) is str else ""


def head_text(head):
    """What the signature covers: a checkpoint as in https://c2sp.org/tlog-checkpoint."""
    root, key = [base64.b64encode(bytes.fromhex(head[name])).decode("ascii") for name in ("root", "key")]
    return "%s\n%d\n%s\ntime %s\nhash %s\nkey %s %s\n" % (
        head["origin"],
        head["size"],
        root,
        head["signed_at"],
        head["hash_algorithm"],
        head["key_algorithm"],
        key,
    )


def fingerprint(public):
    """What a key is known by: the SHA-256 of its algorithm's name, a line feed and its bytes."""
    return hashlib.sha256(b"ed25519\n" + public).hexdigest()


def head_problems(head, key, kept):
    """What is wrong with the head: its signature, its key, its likeness to one kept elsewhere."""
    covered = head_text(head).encode("utf-8")
    public = bytes.fromhex(head["key"])
    if not is_signed(public, covered, bytes.fromhex(head["signature"])):
        yield "账本根的签名不对，或者公钥不可用 / the head's signature is wrong, or its key is unsound"
    if key and key.lower() not in (head["key"], fingerprint(public)):
        yield "账本根不是这把公钥签的 / the head is signed by another key"
    if kept and (kept["size"], kept["root"]) != (head["size"], head["root"]):
        yield "与另处保存的账本根不同 / the head differs from the one kept elsewhere"


def kept_head(text):
    """Size and root of the last head in a file: a line of JSON, or a signed note (https://c2sp.org/signed-note)."""
    lines = text.strip().splitlines()
    if lines and lines[-1].startswith("{"):
        head = read_json(lines[-1])
        size, root = head.get("size"), head.get("root")
    else:
        try:  # origin, size, root, three lines more, an empty one, and the lines of signatures
            last = max(place for place, line in enumerate(lines) if line == "")
            size, root = int(lines[last - 5]), base64.b64decode(lines[last - 4]).hex()
        except (ValueError, IndexError):
            size = root = None
    if not is_number(0)(size) or not is_hex(32)(root):
        raise UnreadableError("--head：不是账本根 / no head")
    return {"size": size, "root": root}


def problems_of(proof, key=None, kept=None):
    """Everything that is wrong with a proof, in Chinese and English. UnreadableError where it has not the shape of one."""
    shaped(proof)
    return [*entry_problems(proof), *head_problems(proof["head"], key, kept)]


def main(arguments):
    """Read, check, say; what a console cannot show stands by its number."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    names, options = [], {"--key": None, "--head": None}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word in options and waiting:
            options[word] = waiting.pop(0)
        else:
            names.append(word)
    if len(names) != 1 or names[0].startswith("-"):
        print(__doc__)
        return 2
    try:
        with open(names[0], "rb") as file:
            proof = read(file.read())
        kept = None
        if options["--head"]:
            with open(options["--head"], encoding="utf-8") as file:
                kept = kept_head(file.read())
        problems = problems_of(proof, options["--key"], kept)
    except (OSError, UnicodeDecodeError, UnreadableError) as error:
        print("文件读不了 / cannot read the file: %s" % error)
        return 2
    for problem in problems:
        print(problem)
    return 1 if problems else accepted(proof, options["--key"])


def shown(value):
    """A text from the file as a console may show it: what is not printed as a letter stands by its number."""
    text = value if type(value) is str else ascii(value)
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def accepted(proof, key):
    """Say what is proved, and what is not; the exit code."""
    entries, head = proof["entries"], proof["head"]
    count = len(entries)
    print(
        "至大小为%d的账本根（%s）为止，“%s”的第1项至第%d项一项不缺；其后可能还有记录 / complete up to entry %d as of head %d; "
        "later entries are possible"
        % (head["size"], head["signed_at"], shown(proof["stream"]), count, count, head["size"])
    )
    for seq, entry in enumerate(entries, start=1):
        if "text" in entry["parts"]["main"]:
            print("第%d项 %s %s" % (seq, shown(moment_of(entry)), shown(content_of(entry).get("kind"))))
        else:
            print("第%d项 %s （未开启 / kept closed）" % (seq, entry["day"]))
    print("公钥指纹 / fingerprint of the key %s" % fingerprint(bytes.fromhex(head["key"])))
    if not key:
        print("自身相符；没有给出公钥（--key），签名人未核对 / consistent in itself; key not checked")
        return 3
    print("证明成立：%d项 / proved: %d entries" % (count, count))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
