# SPDX-License-Identifier: MulanPSL-2.0
"""Sealed fields: encrypted before they enter a payload, opened only for those who handle the case."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fadu.cases.models import Assignment
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.kernel.giving_away import (
    as_compared,
    as_written,
    gives_away,
    home_in,
    house_in,
    may_give_away,
)
from fadu.kernel.letters import spelled_alike
from fadu.kernel.ordinary_words import is_called_openly
from fadu.people import sealing
from fadu.people import selectors as people
from fadu.procedure.outside import SEALED_WRONGLY
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.decision import World
    from fadu.procedure.model import Procedure

#: what stands on every screen in place of a sealed value
COVER = "（已密封）"
#: the part of a signature in which the act signed lies
SIGNED = "payload"
#: what is said of a paper of the secondary file is as closed as the paper
OF_SECONDARY = ("title", "from_whom")


def seal_payload(procedure: Procedure, case: Case, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with each sealed value replaced by its ciphertext, bound to this case; what is sealed already stays."""
    closed = _closed(procedure, payload)
    sealed_payload = {key: _seal(case, value) if key in closed else value for key, value in payload.items()}
    if isinstance(inner := payload.get(SIGNED), Mapping):  # what a signature proposes
        sealed_payload[SIGNED] = seal_payload(procedure, case, inner)
    return sealed_payload


def _closed(procedure: Procedure, payload: Mapping[str, Any]) -> set[str]:
    """The keys of a payload whose values are sealed."""
    closed = {key for key in payload if key in procedure.fields and procedure.fields[key].sealed}
    if payload.get("access") == "secondary":
        closed.update(OF_SECONDARY)
    return closed


def _seal(case: Case, value: Any) -> Any:
    if value in (None, "") or is_sealed(value):
        return value
    return sealing.seal(str(value), owner=f"case:{case.number}")


def is_sealed(value: Any) -> bool:
    """Whether a value is a ciphertext."""
    return isinstance(value, str) and value.startswith(sealing.PREFIX)


def cover(procedure: Procedure, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload for any screen: sealed values are covered."""
    return {key: _covered(procedure, key, value) for key, value in payload.items()}


def _covered(procedure: Procedure, key: str, value: Any) -> Any:
    if key == SIGNED and isinstance(value, Mapping):
        return cover(procedure, value)
    field = procedure.fields.get(key)
    return COVER if is_sealed(value) or (field and field.sealed and value) else value


def main_only(procedure: Procedure, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload without what belongs into the secondary file."""
    fields = procedure.fields
    visible = {key: value for key, value in payload.items() if key not in fields or not fields[key].secondary}
    if isinstance(inner := visible.get(SIGNED), Mapping):
        visible[SIGNED] = main_only(procedure, inner)
    return visible


def veiled(procedure: Procedure, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The payload for a digest of what was asked: no list of names tried one by one finds a sealed value in it."""
    sealed = [
        key for key in payload if key in procedure.fields and procedure.fields[key].sealed and payload[key]
    ]
    if not sealed:
        return payload
    return {**payload, **{key: sealing.blind_index(str(payload[key]), purpose="request") for key in sealed}}


_ROLES = Prepared(
    lambda case, officer: Assignment.objects.filter(case=case, officer=officer).values_list("role"), int, int
)


def may_open(case: Case, officer: Officer) -> bool:
    """Only an officer assigned in this very case, who holds a post of that role now, may see what is sealed in it."""
    roles = {role for (role,) in _ROLES(case.pk, officer.pk)}
    held = (
        {holding.post for holding in people.holdings(officer, clock.now(), case.bureau)} if roles else set()
    )
    if not worlds.is_installed(case.kind):
        return bool(held)
    defined = worlds.procedure_of(case).roles
    return any(held.intersection(defined[role].post) for role in roles if role in defined)


def closed_in(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The keys and ciphertexts of what is sealed in a payload, and in what a signature proposes."""
    for key, value in payload.items():
        if key == SIGNED and isinstance(value, Mapping):
            yield from closed_in(value)
        elif is_sealed(value):
            yield key, value


def opened(payload: Mapping[str, Any]) -> dict[str, str]:
    """The sealed values of a payload in plain; the caller has asked :func:`may_open`."""
    return {key: sealing.unseal(value) for key, value in payload.items() if is_sealed(value)}


def names_sealed(procedure: Procedure, payload: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether one of the parties a case begins with bears a name that its payload, not yet sealed, is to seal."""
    closed = _closed(procedure, payload)
    plain = {text for key in closed if payload.get(key) and len(text := spelled_alike(payload[key])) > 1}
    sealed = to_be_sealed(procedure, payload)
    asked = [spelled_alike(name) for name in names]
    return (
        not plain.isdisjoint(asked)
        or not set(sealed).isdisjoint(asked)
        or says_one(
            [way for name in asked if not is_called_openly(name) for way in as_compared(name)], sealed
        )
    )


def repeats_sealed(world: World, payload: Mapping[str, Any]) -> bool:
    """Whether an open text of an act repeats what is, or ever was, sealed in the secondary file, or what the act itself seals there:
    it would be read by many.

    What is sealed of the main file belongs to somebody everybody in the case knows; a text may say how to reach them. Whoever
    gave a name that an act emptied or replaced since is no less to be kept unnamed, unless it was never his.
    """
    procedure, payloads = world.procedure, theirs([entry.payload for entry in world.state.entries])
    parties = [party.name for party in world.state.parties]
    return (
        repeats_own(procedure, payload, parties)
        or says_sealed(procedure, payload, tokens_in(payloads, naming(procedure)), parties)
        or _says_where(procedure, payload, tokens_in(payloads, _living(procedure)))
    )


#: what a refusal calls the name of a file: under one key before it is stored, under the other once it is
FILE_KEYS = dict.fromkeys(("file", "files"), "所选文件的文件名")


def fields_where(
    procedure: Procedure, payload: Mapping[str, Any], repeats: Callable[[Mapping[str, Any]], bool]
) -> tuple[str, ...]:
    """The titles of the open fields of a payload that repeat what is sealed, each asked by itself beside what the payload seals; what
    a file is called is named as that.
    """
    closed = _closed(procedure, payload)
    sealed_beside = {key: value for key, value in payload.items() if key in closed}
    titles = FILE_KEYS | {key: field.title for key, field in procedure.fields.items()}
    where = (
        titles[key]
        for key, value in payload.items()
        if key in titles and key not in closed and repeats({**sealed_beside, key: value})
    )
    return tuple(dict.fromkeys(where))


def _says_where(procedure: Procedure, payload: Mapping[str, Any], tokens: Collection[str]) -> bool:
    """Whether an open text says the flat somebody lives in: a house, a street, a district may be where the facts are, and names nobody."""
    words = [plain for token in tokens if (plain := sealing.unseal(token)) != sealing.ERASED]
    places = [place for each in words for place in home_in(each)]
    return bool(places) and says_one(open_texts(procedure, payload), places)


def repeats_own(procedure: Procedure, payload: Mapping[str, Any], parties: Iterable[str] = ()) -> bool:
    """Whether an open text of a payload, not yet sealed, says somebody whom the same payload is to seal into the secondary file."""
    names = _of_no_party(to_be_sealed(procedure, payload), parties)
    return bool(names) and says_one(open_texts(procedure, payload), names)


def says_whom_it_seals(procedure: Procedure, payload: Mapping[str, Any], words: str) -> bool:
    """Whether words beside a payload, not yet sealed, say whom it is to seal: his name, his number, the flat he lives in."""
    lives = (payload.get(key) for key in _living(procedure))
    homes = [home for value in lives if value and not is_sealed(value) for home in home_in(value)]
    pieces = [*to_be_sealed(procedure, payload), *homes]
    return bool(pieces) and says_one(as_compared(words), pieces)


def own_repeated(
    procedure: Procedure, payload: Mapping[str, Any], parties: Iterable[str] = ()
) -> tuple[str, ...]:
    """The words of the open texts of a payload that give away whom the same payload is to seal, as they are written."""
    names = _of_no_party(to_be_sealed(procedure, payload), parties)
    return tuple(dict.fromkeys(word for _, word in _written(procedure, payload, names)))


def doubts_of_own(
    procedure: Procedure, payload: Mapping[str, Any], parties: Iterable[str] = ()
) -> Iterator[str]:
    """What is to be asked of a payload that seals somebody: a word of the sealed field that may be his and stands in an open text, too.

    What is part of the name of a party, or stands in quotation marks as a brand does, is nothing to ask of. Whoever wrote the sealed
    field is asked, and nobody else.
    """
    doubtful = {
        **dict.fromkeys(naming(procedure), may_give_away),
        **dict.fromkeys(_living(procedure), house_in),
    }
    for key, pieces_of in doubtful.items():
        value = payload.get(key)
        if not value or is_sealed(value):
            continue
        for title, word in _written(procedure, payload, _of_no_party(pieces_of(value), parties)):
            yield (
                f"“{procedure.fields[key].title}”中的“{word}”也写在“{title}”："
                "能指明提供人的，改用“举报人”等称呼；不是提供人身份的，勾选已核对照此登记。"
            )


def _written(
    procedure: Procedure, payload: Mapping[str, Any], pieces: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The titles of the open fields of a payload that say one of some pieces outside quotation marks, each with the shortest word."""
    closed = _closed(procedure, payload)
    open_fields = (key for key in payload if key in procedure.fields and key not in closed)
    for key in open_fields if pieces else ():
        for text in _texts(payload[key]):
            unquoted = _QUOTED.sub("，", text)
            ways = as_compared(unquoted)
            words = (as_written(unquoted, piece) for piece in pieces if any(piece in way for way in ways))
            if shortest := min(filter(None, words), key=len, default=""):
                yield procedure.fields[key].title, shortest


def _of_no_party(pieces: Iterable[str], parties: Iterable[str]) -> list[str]:
    """The pieces that are no part of the name of a party: that stands in every paper of the case."""
    named = [spelled_alike(name) for name in parties]
    return [piece for piece in pieces if not any(spelled_alike(piece) in name for name in named)]


def to_be_sealed(procedure: Procedure, payload: Mapping[str, Any]) -> list[str]:
    """What gives somebody away in what a payload, not yet sealed, is to seal into the secondary file, as it is compared."""
    return [piece for value in _to_name(procedure, payload) for piece in gives_away(value)]


def _to_name(procedure: Procedure, payload: Mapping[str, Any]) -> list[Any]:
    """What a payload, not yet sealed, is to seal into the secondary file of whom it names."""
    values = (payload.get(key) for key in naming(procedure))
    return [value for value in values if value and not is_sealed(value)]


def theirs(payloads: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The payloads of acts, in their order, without what a later one says was sealed wrongly: the name of another may be said."""
    kept: list[Mapping[str, Any]] = []
    for payload in payloads:
        if payload.get(SEALED_WRONGLY) is True:
            anew = {key for key, _ in closed_in(payload)}
            kept = [{key: value for key, value in each.items() if key not in anew} for each in kept]
        kept.append(payload)
    return kept


def tokens_in(payloads: Iterable[Mapping[str, Any]], keys: Collection[str]) -> list[str]:
    """The tokens of some fields in payloads, and in what signatures propose, each once."""
    if not keys:
        return []
    tokens = (token for payload in payloads for key, token in closed_in(payload) if key in keys)
    return list(dict.fromkeys(tokens))


#: what is told as said by another, or is a brand
_QUOTED = re.compile("“[^”]*”")
#: how keys end that say where somebody lives: the thing complained of may lie there as well
_PLACES = "_address"


def naming(procedure: Procedure) -> list[str]:
    """The fields sealed into the secondary file that name somebody, without those that only say where they live."""
    return [key for key in _kept(procedure) if not key.endswith(_PLACES)]


def _living(procedure: Procedure) -> list[str]:
    """The fields sealed into the secondary file that say where somebody lives."""
    return [key for key in _kept(procedure) if key.endswith(_PLACES)]


def _kept(procedure: Procedure) -> list[str]:
    """The fields sealed into the secondary file."""
    return [each.key for each in procedure.fields.values() if each.sealed and each.secondary]


def open_texts(procedure: Procedure, payload: Mapping[str, Any]) -> list[str]:
    """The texts of a payload that are not sealed, as they are compared."""
    closed = _closed(procedure, payload)
    said = _texts({key: value for key, value in payload.items() if key not in closed})
    return [text for each in said for text in as_compared(each)]


def says_sealed(
    procedure: Procedure, payload: Mapping[str, Any], tokens: Collection[str], parties: Iterable[str] = ()
) -> bool:
    """Whether an open text of a payload says whom one of some tokens seals, by name or by number, however it is spelled; what is part
    of the name of a party of the case says nobody.
    """
    if not tokens:
        return False
    names = _of_no_party((name for token in tokens for name in _sealed_names(token)), parties)
    return says_one(open_texts(procedure, payload), names)


def says_one(texts: Iterable[str], names: Collection[str]) -> bool:
    """Whether one of some texts says one of some names, both as they are compared."""
    return any(name in text for text in texts for name in names)


def _sealed_names(token: str) -> tuple[str, ...]:
    """What gives somebody away in what a token seals, where it is still there."""
    words = sealing.unseal(token)
    return () if words == sealing.ERASED else gives_away(words)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
