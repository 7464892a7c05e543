# SPDX-License-Identifier: MulanPSL-2.0
"""Tables whose rows are entered: what a row says now is what the ledger says last about it, and nothing is gone.

Most rows have a stream of their own, named after their key. Rows that share one (numbers of a series, sources of a form)
are told apart by what their bodies say of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.db.models import Count, Min, TextField
from django.db.models.functions import Cast

from fadu.kernel.canonical import canonical
from fadu.kernel.errors import FaduError
from fadu.ledger import selectors
from fadu.ledger.parts import without
from fadu.ledger.problems import Check, Problem, offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.db.models import Model, QuerySet

    from fadu.ledger.parts import Said
    from fadu.ledger.problems import Takes

    Body = Mapping[str, Any]


#: the largest key that a row can have
LARGEST = 2**63 - 1


def _nothing(row: Any) -> Iterable[tuple[str, str]]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Register:
    """A table each of whose rows has the entries of one kind in the stream ``prefix`` + ``key`` to itself.

    ``columns`` says which column a key of the body stands for, where it is not of its name; ``tables`` which model, where
    a row's body also tells of rows that belong to it. ``also`` names what is wrong within a row: (column, sentence).
    """

    model: type[Model]
    prefix: str
    kind: str
    body: Callable[[Any], Body]
    key: str = "pk"
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, type[Model]] = field(default_factory=dict)
    also: Callable[[Any], Iterable[tuple[str, str]]] = _nothing
    #: keys of an entry that no row repeats: what was done
    said_only: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    def stream(self, row: Any) -> str:
        """The stream in which a row stands."""
        return f"{self.prefix}{getattr(row, self.key)}"

    def differing(self, keys: Sequence[int]) -> Iterator[Problem]:
        """Rows that say otherwise than the ledger, or of which it says nothing."""
        rows = list(self._rows().filter(pk__in=keys).order_by("pk"))
        yield from self._lost(set(keys) - {row.pk for row in rows})
        last: dict[str, Said] = {}
        for stream, _, said in selectors.said_of({self.stream(row) for row in rows}):
            if said.kind == self.kind:
                last[stream] = said
        for row in rows:
            yield from compared(self, row, last.get(self.stream(row)))

    def _lost(self, keys: set[int]) -> Iterator[Problem]:
        """Rows that are there, while a row they refer to is not."""
        there = self.model._default_manager.filter(pk__in=keys).order_by("pk") if keys else ()
        for row in there:
            yield Problem(
                code="row_changed",
                where=f"{self.title} {row.pk}",
                message="所引用的行不在。",
                table=self.model._meta.db_table,
                row=str(row.pk),
            )

    def gone(self, takes: Takes) -> Iterator[Problem]:
        """Entries whose row is gone."""
        for streams in selectors.streams_of(self.prefix):
            wanted = set(self._keys_of(selectors.holding(self.kind, filter(takes, streams))))
            possible = {key for key in wanted if key <= LARGEST}
            there = self.model._default_manager.filter(**{f"{self.key}__in": possible})
            for key in sorted(wanted.difference(there.values_list(self.key, flat=True))):
                yield missing(self, str(key), f"{self.title} {key}")

    def touched(self, streams: Iterable[str]) -> Iterator[int]:
        """The rows of which these streams tell."""
        wanted = {key for key in self._keys_of(streams) if key <= LARGEST}
        if self.key == "pk":
            yield from wanted
        elif wanted:
            rows = self.model._default_manager.filter(**{f"{self.key}__in": wanted})
            yield from rows.values_list("pk", flat=True)

    def _keys_of(self, streams: Iterable[str]) -> Iterator[int]:
        for stream in streams:
            key = stream[len(self.prefix) :]
            if stream.startswith(self.prefix) and key.isdecimal():
                yield int(key)

    def _rows(self) -> QuerySet[Any]:
        return self.model._default_manager.select_related(*self.related).prefetch_related(*self.prefetch)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Rows of a stream that agree in what names it: those values as text, how many there are, and the key of the first."""

    values: tuple[str, ...]
    count: int
    first: int


@dataclass(frozen=True, kw_only=True)
class SharedRegister:
    """A table some of whose rows share a stream. ``identity``: what of a body tells the rows of one stream apart.

    ``grouped_by`` are the columns that say in which stream a row stands, ``stream_of`` its name by their values as text.
    """

    model: type[Model]
    prefix: str
    kind: str
    body: Callable[[Any], Body]
    identity: tuple[str, ...]
    grouped_by: tuple[str, ...]
    stream_of: Callable[..., str]
    related: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, type[Model]] = field(default_factory=dict)
    also: Callable[[Any], Iterable[tuple[str, str]]] = _nothing
    said_only: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    def differing(self, takes: Takes) -> Iterator[Problem]:
        """Rows that say otherwise than the ledger or of which it says nothing, and entries whose row is gone."""
        groups = self._groups()
        entered = {stream for some in selectors.streams_of(self.prefix) for stream in some}
        for stream in filter(takes, sorted(entered | groups.keys())):
            yield from self._stream(stream, groups.get(stream, ()))
        yield from self._lost(sum(group.count for some in groups.values() for group in some))

    def _groups(self) -> dict[str, list[_Group]]:
        """Every stream in which rows of the table stand."""
        groups: dict[str, list[_Group]] = defaultdict(list)
        names = tuple(self._named())
        rows = self._texts().order_by().values(*names)
        counted = rows.annotate(rows_there=Count("pk"), first_key=Min("pk"))
        for *values, count, first in counted.values_list(*names, "rows_there", "first_key"):
            group = _Group(values=tuple(values), count=count, first=first)
            groups[self.stream_of(*values)].append(group)
        return groups

    def _named(self) -> dict[str, Cast]:
        """The columns that name a stream, as text: whatever somebody has put there can be read."""
        return {f"text_{place}": Cast(name, TextField()) for place, name in enumerate(self.grouped_by)}

    def _texts(self) -> QuerySet[Any]:
        return self.model._default_manager.annotate(**self._named())

    def _stream(self, stream: str, groups: Iterable[_Group]) -> Iterator[Problem]:
        last = {
            self._of(said.body): said for _, _, said in selectors.said_of([stream]) if said.kind == self.kind
        }
        for group in groups:
            for row in self._rows(group):
                if isinstance(row, Problem):
                    yield row
                else:
                    yield from self._judged(row, last)
        for identity in last:
            named = "、".join(map(str, identity))
            yield missing(self, named, f"{self.title} {stream} {named}")

    def _judged(self, row: Any, last: dict[tuple[Any, ...], Said]) -> list[Problem]:
        try:
            return list(compared(self, row, last.pop(self._of(self.body(row)), None)))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - the wall: whatever a row holds, the others are looked at
            return [self._unreadable(row.pk, error)]

    def _rows(self, group: _Group) -> Iterator[Any]:
        """The rows of a group, together; where that fails one by one, and of what cannot be read that it is so."""
        rows = self.model._default_manager.select_related(*self.related)
        try:
            there = list(rows.filter(**dict(zip(self.grouped_by, group.values, strict=True))).order_by("pk"))
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 - one of them holds what is none of its kind: which one is asked below
            there = []
        if len(there) == group.count:
            yield from there
            return
        texts = dict(zip(self._named(), group.values, strict=True))
        keys = list(self._texts().filter(**texts).order_by("pk").values_list("pk", flat=True))
        for key in keys:
            try:
                yield rows.get(pk=key)
            except DatabaseError:
                raise
            except Exception as error:  # noqa: BLE001 - the wall: whatever a row holds, the others are looked at
                yield self._unreadable(key, error)
        if len(keys) < group.count:
            yield self._unreadable(group.first, ValueError(f"自这一行起有{group.count}行不能归入记录流"))

    def _lost(self, grouped: int) -> Iterator[Problem]:
        """Rows that can be put in no stream, as what they refer to is gone."""
        if self.model._default_manager.count() == grouped:
            return
        rows = self.model._default_manager
        whole = rows.filter(**{f"{name}__isnull": False for name in self.grouped_by})
        lost = rows.exclude(pk__in=whole.values("pk"))
        for key in lost.order_by("pk").values_list("pk", flat=True):
            yield Problem(
                code="row_unrecorded",
                where=f"{self.title} {key}",
                message="所引用的行不在，不能归入记录流。",
                table=self.model._meta.db_table,
                row=str(key),
            )

    def _unreadable(self, key: Any, error: Exception) -> Problem:
        words = error.message if isinstance(error, FaduError) else error
        return Problem(
            code="row_unreadable",
            where=f"{self.title} {key}",
            message=f"这一行读不出来，或者不能核对：{words}。",
            table=self.model._meta.db_table,
            row=str(key),
        )

    def _of(self, body: Body) -> tuple[Any, ...]:
        return tuple(str(body.get(name)) for name in self.identity)


AnyRegister = Register | SharedRegister


def compared(register: AnyRegister, row: Any, said: Said | None) -> Iterator[Problem]:
    """What a row says otherwise than the ledger said last of it."""
    table, where = row._meta.db_table, f"{register.title} {row}"
    if said is None:
        yield Problem(
            code="row_unrecorded",
            where=where,
            message="表中有这一行，账本没有记载。",
            table=table,
            row=str(row.pk),
        )
        return
    body = register.body(row)
    entered = {name: value for name, value in said.body.items() if name not in register.said_only}
    if not said.body:
        return  # its main part was emptied, or is none, which its chain says
    try:
        body = without(body, said.gone)
    except (LookupError, TypeError, ValueError):
        yield from (_changed(register, row, str(path[0])) for path in said.gone)
        return
    if canonical(body) != canonical(entered):
        for name in _differing(body, entered):
            yield _changed(register, row, name)
    for column, message in register.also(row):
        yield Problem(
            code="row_changed", where=where, message=message, table=table, row=str(row.pk), column=column
        )


def missing(register: AnyRegister, row: str, where: str) -> Problem:
    """That the ledger speaks of a row that is gone."""
    return Problem(
        code="row_missing",
        where=where,
        message="账本记有这一行，表中没有。",
        table=register.model._meta.db_table,
        row=row,
    )


def _differing(body: Body, entered: Body) -> list[str]:
    """The keys of which a row and its entry say otherwise; what only one of them says at all is among them."""
    return sorted(
        name
        for name in body.keys() | entered.keys()
        if (name in body) != (name in entered) or canonical(body.get(name)) != canonical(entered.get(name))
    )


def _changed(register: AnyRegister, row: Any, name: str) -> Problem:
    """That a row, or rows that belong to it, say otherwise under a key of its body."""
    model, key, column = register.model, str(row.pk), register.columns.get(name, name)
    if name in register.tables:
        model, column = register.tables[name], ""
        owner = next(f for f in model._meta.concrete_fields if f.related_model is register.model)
        key, heading = f"{owner.column}={row.pk}", str(model._meta.verbose_name)
    else:
        fields = {f.attname: f for f in model._meta.concrete_fields}
        heading = str(fields[column].verbose_name) if column in fields else name
    return Problem(
        code="row_changed",
        where=f"{register.title} {row} {heading}",
        message="与账本所记不符。",
        table=model._meta.db_table,
        row=key,
        column=column,
    )


def offer_register(name: str, register: AnyRegister) -> None:
    """Let `verify` compare a register with the ledger."""
    title, model = register.title, register.model
    if isinstance(register, SharedRegister):
        offer(Check(name=name, title=title, model=model, whole=register.differing))
        return
    offer(Check(name=name, title=title, model=model, of=register.differing, touched=register.touched))
    offer(Check(name=f"{name} gone", title=title, model=model, whole=register.gone))
