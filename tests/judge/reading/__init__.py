# SPDX-License-Identifier: MulanPSL-2.0
"""What the words of each kind of case mean, written by hand from the names of its acts, and how a record is read by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from judge.life import Deed, Errand, Life, Paper, Party, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Need:
    """What must have been done before: one of these words, after the latest of those, by an article."""

    any_of: tuple[str, ...]
    article: str
    since: tuple[str, ...] = ()
    #: needed only where what was said last under a name is one of these values
    where: tuple[str, tuple[Any, ...]] | None = None
    #: each of these words answers one of those
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Still:
    """A time in which the case stands still, and what is done nevertheless."""

    begins: tuple[str, ...]
    ends: tuple[str, ...]
    allows: frozenset[str]
    article: str
    #: acts that lead the case away, after which nothing stands still
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runs:
    """A term of the bureau in a kind: what starts it, on which day, what stretches it, what ends it."""

    starts: frozenset[str]
    stops: tuple[str, ...]
    #: name in the table of terms, where it is another
    term: str = ""
    #: names under which the day is written from which it runs
    day: tuple[str, ...] = ()
    #: act -> the term by which it makes it longer
    longer: Mapping[str, str] = field(default_factory=dict)
    #: acts that make it longer up to a day they name
    until: frozenset[str] = frozenset()
    #: what does not count: from these acts to those
    held: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    #: the name under which it was told how many working days are left out at most
    named: str = ""
    #: what the procedure calls the clock, where lateness is compared
    clock: str = ""
    #: what does not count: while something of these kinds is sent elsewhere
    errands: frozenset[str] = frozenset()
    #: the word of what may have ordered it: then it runs from the order
    ordered: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of one kind mean."""

    kind: str
    #: act -> further words that the sentences use
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: capacities of those the case is about
    sides: frozenset[str] = frozenset({"当事人"})
    needs: Mapping[str, tuple[Need, ...]] = field(default_factory=dict)
    #: act -> the words after which it may be done once more; and its article
    once: Mapping[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    #: names under which a day that has been is written down
    past: frozenset[str] = frozenset()
    #: names under which a day is set for somebody, or announced
    to_come: frozenset[str] = frozenset()
    stills: tuple[Still, ...] = ()
    apart: tuple[tuple[frozenset[str], str], ...] = ()
    #: act -> acts and papers that no longer count once it is done
    undoes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: act -> role in which somebody must have been appointed before, how many, by which article
    teams: Mapping[str, tuple[str, int, str]] = field(default_factory=dict)
    #: the terms of the bureau
    runs: Mapping[str, Runs] = field(default_factory=dict)
    #: act -> paper that whoever acts must have in hand, by which article
    in_hand: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    #: act -> capacities of those to whom it sends a paper
    sends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: acts that send it to the one party they name
    sends_to_one: frozenset[str] = frozenset()
    #: acts that send it only since a day
    sends_since: Mapping[str, date] = field(default_factory=dict)
    #: act -> capacities of those whose own act it is; the names under which they say when they did it
    speaks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spoke_on: frozenset[str] = frozenset()
    #: acts of the bureau that state the will of those the case is about, or take from them
    binds: frozenset[str] = frozenset()
    #: act -> name of its ground, and the grounds that say that nobody is left
    for_want: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)


#: names under which rows are added to those there are
ROWS = frozenset(
    {
        "evidence",
        "attendance",
        "votes",
        "payments",
        "repayments",
        "goods",
        "disposals",
        "remittances",
        "written_opinions",
    }
)
#: names in a record that are no fields
NO_FIELDS = ROWS | {"party", "last_days", "void_documents", "documents"}


def of_kind(kind: str) -> Reading:
    """The reading of a kind. Raises ModuleNotFoundError where nobody wrote one."""
    reading: Reading = import_module(f"judge.reading.{kind}").READING
    return reading


def deed_of(life: Life, reading: Reading, entry: Any) -> Deed:
    """One entry of a record as a deed that comes after a life."""
    words = frozenset((entry.action, *reading.words.get(entry.action, ())))
    by = tuple((each.person, each.role) for each in entry.by)
    says = {**_kept(life.fields, entry.payload), **entry.payload}
    return Deed(entry.action, words, entry.at, entry.seq, says, entry.payload, by)


#: whoever says these anew leaves behind what was said of those: sums belong to the kinds they were named with
TOGETHER = {"penalty_kinds": ("fine", "confiscated_gains", "confiscated_goods")}


def _kept(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said before and still stands once something is said anew."""
    gone = {key for name, keys in TOGETHER.items() if name in said for key in keys}
    return {key: value for key, value in before.items() if key not in gone}


def enter(life: Life, reading: Reading, entry: Any) -> Deed:
    """Add an entry of a record to the life."""
    deed = deed_of(life, reading, entry)
    _PLAIN.get(deed.name, _act)(life, reading, deed)
    life.took.update(deed.by)
    return deed


def whole(kind: str, entries: Any) -> Life:
    """A whole record as a life."""
    life, reading = Life(kind), of_kind(kind)
    for entry in entries:
        enter(life, reading, entry)
    return life


def _act(life: Life, reading: Reading, deed: Deed) -> None:
    for name in reading.undoes.get(deed.name, ()):
        for earlier in life.deeds:
            earlier.undone = earlier.undone or name in earlier.words
        for paper in life.papers:
            paper.undone = paper.undone or paper.kind == name
    if deed.name in reading.undoes:
        life.fields = _what_stands(life)
    life.fields = _kept(life.fields, deed.own)
    for key, value in deed.own.items():
        if key == "documents":
            _papers(life, deed, value)
        elif key in ROWS:
            life.rows[key].extend(value)
        elif key not in NO_FIELDS:
            life.fields[key] = value
    life.deeds.append(deed)


def _what_stands(life: Life) -> dict[str, Any]:
    """What was said last under each name by what still counts."""
    said: dict[str, Any] = {}
    for deed in life.deeds:
        if not deed.undone:
            said = _kept(said, deed.own)
            said.update({key: value for key, value in deed.own.items() if key not in NO_FIELDS})
    return said


def _papers(life: Life, deed: Deed, papers: Any) -> None:
    for each in papers:
        life.papers.append(
            Paper(each["template"], each["ref"], deed.seq, deed.on, tuple(each.get("parties", ())))
        )


def _appoint(life: Life, reading: Reading, deed: Deed) -> None:
    life.appointed[deed.own["role"]].add(deed.own["person"])
    life.named[deed.own["role"]].add(str(deed.own.get("name") or ""))
    life.took.add((deed.own["person"], deed.own["role"]))


def _release(life: Life, reading: Reading, deed: Deed) -> None:
    life.appointed[deed.own["role"]].discard(deed.own["person"])


def _join(life: Life, reading: Reading, deed: Deed) -> None:
    says = deed.own
    key = says["party"]
    life.parties[key] = Party(key, says["capacity"], says["kind"], deed.seq, stands_for=frozenset({key}))


def _leave(life: Life, reading: Reading, deed: Deed) -> None:
    life.parties.pop(deed.own["party"], None)


def _hand(life: Life, reading: Reading, deed: Deed) -> None:
    for paper in life.papers:
        if paper.ref == deed.own["document"]:
            day = day_of(deed.own.get("effective_on") or deed.own.get("arrived_on")) or deed.on
            paper.handed[deed.own["party"]].append(day)


def _heard_of(life: Life, reading: Reading, deed: Deed) -> None:
    """A paper of another case was handed over: of the same kind and with the same meaning as one of this case."""
    kind = deed.own["template"]
    paper = life.paper(kind)
    if paper is None:
        paper = Paper(kind, deed.own["document"], deed.seq, deed.on, ())
        life.papers.append(paper)
    day = day_of(deed.own.get("effective_on")) or deed.on
    paper.to = tuple(dict.fromkeys((*paper.to, deed.own["party"])))
    paper.handed[deed.own["party"]].append(day)


def _send(life: Life, reading: Reading, deed: Deed) -> None:
    says = deed.own
    life.errands.append(
        Errand(says["matter"], says.get("topic", ""), says["child"], says.get("party", ""), deed.seq, deed.on)
    )


def _come_back(life: Life, reading: Reading, deed: Deed) -> None:
    for errand in life.errands:
        if errand.case == deed.own["child"]:
            errand.back, errand.back_on = deed.seq, deed.on
            errand.outcome, errand.says = deed.own["outcome"], deed.own.get("fields", {})


def _note_down(life: Life, reading: Reading, deed: Deed) -> None:
    """What is only remembered: something was made public, another case told something."""
    life.deeds.append(deed)


def _mend(life: Life, reading: Reading, deed: Deed) -> None:
    """A day was said wrongly and is read otherwise from here on."""
    asked = next((d for d in life.deeds if str(d.seq) == str(deed.own.get("of"))), None)
    if asked is None:
        return
    key, day = asked.own["field"], asked.own["day"]
    for each in life.deeds:
        if str(each.seq) == str(asked.own["of"]):
            each.own, each.says = {**each.own, key: day}, {**each.says, key: day}
            if not any(
                key in later.own for later in life.deeds if later.seq > each.seq and later is not asked
            ):
                life.fields[key] = day


def _follow(life: Life, reading: Reading, deed: Deed) -> None:
    says, effect = deed.own, deed.own.get("effect", "successor")
    before = life.parties.get(says["party"])
    if before is None:
        return
    if effect in {"ended", "restored"}:
        before.ended = day_of(says.get("happened_on")) if effect == "ended" else None
    elif says.get("successor"):
        life.parties.pop(before.key)
        key, stands_for = says["successor"], before.stands_for | {says["successor"]}
        life.parties[key] = Party(key, before.capacity, says["kind"], deed.seq, stands_for=stands_for)
        for paper in life.papers:
            paper.handed_before[key] += [*paper.handed[before.key], *paper.handed_before[before.key]]


def _keep(life: Life, reading: Reading, deed: Deed) -> None:
    """A paper is put into the file."""
    life.file.add(str(deed.own.get("title")))


def _none(life: Life, reading: Reading, deed: Deed) -> None:
    """Says nothing that a sentence asks about."""


_PLAIN = {
    "assign": _appoint,
    "release": _release,
    "add_party": _join,
    "remove_party": _leave,
    "serve": _hand,
    "served_elsewhere": _heard_of,
    "succeed": _follow,
    "publish": _note_down,
    "told": _note_down,
    "correct_day": _note_down,
    "confirm_day": _mend,
    "attach": _keep,
    "child_opened": _send,
    "child_ended": _come_back,
    **dict.fromkeys(
        (
            "sign",
            "note",
            "correct_party",
            "confirm_joint",
            "refuse_day",
            "return_proposal",
            "child_returned",
            "link",
            "move_edition",
        ),
        _none,
    ),
}
