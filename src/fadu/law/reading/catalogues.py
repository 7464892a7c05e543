# SPDX-License-Identifier: MulanPSL-2.0
"""Catalogues of special law: what each declares, and its entries, which may lie in several files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fadu.law.catalogue import Attribute, Catalogue, Entry, Subject, Term
from fadu.law.reading.dated import COMMON, common, values
from fadu.law.reading.place import Written
from fadu.law.reading.rules import LIMIT, limit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.law.catalogue import Said
    from fadu.law.reading.place import LawPlace

_CATALOGUE = ("title", "facets", "usual", "attributes")
_ATTRIBUTE = ("title", "type", "words", "local")
#: what a local parameter, a whole number, can say
_SET_BY_PLACES = ("flag", "number")
_TYPES = ("flag", "number", "text", "texts")
#: what a term of an entry does not say: its span is the entry's, its title the limit's, and no place sets it
_NOT_OF_A_TERM = ("transition", "from", "to", "title", "local", "within", "together", "prevails")
_VALUE = (*COMMON, "says", "terms")


def catalogue(place: LawPlace, key: str, value: Any, source: Source) -> Catalogue:
    """What a catalogue is about: its facets, and the attributes its entries may have. The entries come by themselves."""
    what = f"目录“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _CATALOGUE, what)
    facets, attributes = place.part(block, "facets"), place.part(block, "attributes")
    return Catalogue(
        key=key,
        title=place.text(block, "title", what),
        facets={facet: place.text(facets, facet, what) for facet in facets},
        usual=_usual(place, block, facets, what),
        attributes={
            name: _attribute(place, name, attributes[name], attributes.at(name)) for name in attributes
        },
    )


def _usual(place: LawPlace, block: Map, facets: Map, what: str) -> dict[str, str]:
    usual = place.part(block, "usual")
    for facet in usual:
        place.resolve(usual.at(facet), "目录的分类", facet, facets)
    return {facet: place.text(usual, facet, what) for facet in usual}


def _attribute(place: LawPlace, key: str, value: Any, source: Source) -> Attribute:
    what = f"目录的内容“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _ATTRIBUTE, what)
    words = place.part(block, "words")
    if bool(words) == ("type" in block):
        place.fail(block.source, f"{what}应写是哪一种（type）或者可选的词（words），二者只取其一。")
    of_type = "word" if words else place.one_of(block, "type", what, _TYPES)
    is_local = place.flag(block, "local", what)
    if is_local and of_type not in _SET_BY_PLACES:
        place.fail(block.at("local"), f"{what}由地方参数设定（local）的，只能是 flag 或者 number。")
    return Attribute(
        key=key,
        title=place.text(block, "title", what),
        type=of_type,
        words={word: place.text(words, word, what) for word in words},
        is_local=is_local,
    )


def entry(
    place: LawPlace,
    key: str,
    rule: Any,
    source: Source,
    *,
    catalogues: Mapping[str, Catalogue],
    limits: Mapping[str, tuple[Map, str]],
) -> Iterator[Written[Entry]]:
    """An entry, one value for each span of its law. ``limits``: each limit there is, and the catalogue that may replace it."""
    what = f"条目“{key}”"
    home = catalogues[place.resolve(source, "目录", key.rpartition("/")[0], catalogues)]
    block = place.mapping(rule, source, what)
    names, about = place.distinct(block, "names", what), _about(place, block, home, what)
    for value, title, _ in values(place, "条目", key, rule, source, also=("names", "about", "local")):
        place.known(value, _VALUE, what)
        shared = common(place, key, title, value, what)
        terms = _terms(place, value, home, limits, shared)
        of_terms = (cite for term in terms.values() for cite in term.limit.cites)
        made = Entry(
            **{**shared, "cites": tuple(dict.fromkeys((*shared["cites"], *of_terms)))},
            catalogue=home.key,
            names=names or (Subject(catalogue=home.key, name=title).bare_name,),
            about=about,
            terms=terms,
            says=_says(place, value, home, what),
            is_local=place.flag(block, "local", what),
        )
        yield Written(value=made, place=place, block=value, what=what)


def _about(
    place: LawPlace, block: Map, home: Catalogue, what: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    about = place.part(block, "about")
    for facet in about:
        place.resolve(about.at(facet), "目录的分类", facet, home.facets)
    return tuple((facet, place.distinct(about, facet, what)) for facet in about)


def _says(place: LawPlace, value: Map, home: Catalogue, what: str) -> dict[str, Said]:
    says = place.part(value, "says")
    place.known(says, home.attributes, f"{what}的内容（says）")
    return {name: _said(place, says, home.attributes[name], what) for name in says}


def _said(place: LawPlace, says: Map, attribute: Attribute, what: str) -> Said:
    name = attribute.key
    if attribute.type == "flag":
        return place.flag(says, name, what)
    if attribute.type == "number":
        return place.amount(says, name, what)
    if attribute.type == "texts":
        return place.distinct(says, name, what)
    return (
        place.one_of(says, name, what, attribute.words) if attribute.words else place.text(says, name, what)
    )


def _terms(
    place: LawPlace,
    value: Map,
    home: Catalogue,
    limits: Mapping[str, tuple[Map, str]],
    shared: dict[str, Any],
) -> dict[str, Term]:
    terms = place.part(value, "terms")
    return {
        key: _term(place, key, terms[key], terms.at(key), home=home, limits=limits, entry=shared)
        for key in terms
    }


def _term(
    place: LawPlace,
    key: str,
    value: Any,
    source: Source,
    *,
    home: Catalogue,
    limits: Mapping[str, tuple[Map, str]],
    entry: dict[str, Any],
) -> Term:
    """A limit of an entry: in force as long as the entry, by its own articles or the entry's."""
    what = f"“{entry['title']}”的期限“{key}”"
    rule, special = limits[place.resolve(source, "期限", key, limits)]
    if special != home.key:
        place.fail(source, f"期限“{key}”没有写明由目录“{home.key}”另行规定（special）。")
    block = place.mapping(value, source, what)
    own = tuple(name for name in LIMIT if name not in _NOT_OF_A_TERM)
    place.known(block, own, what)
    shared = {**entry, "key": key, "title": place.text(rule, "title", what)}
    shared |= {name: place.text(block, name, what, "") for name in ("note", "question")}
    shared["unverified"] = entry["unverified"] or place.flag(block, "unverified", what)
    shared["cites"] = (
        place.articles(block, "cites", what, entry["in_force_from"], entry["in_force_to"]) or entry["cites"]
    )
    shared["rows"] = place.distinct(block, "rows", what) or entry["rows"]
    limit = limit_of(place, rule, block, what, shared)
    said = sorted("extensions" if name == "extension" else name for name in block)
    return Term(limit=limit, said=tuple(said))


def held_together(written: list[Written[Entry]], catalogues: Mapping[str, Catalogue]) -> dict[str, Catalogue]:
    """The catalogues with their entries. Raises LawDataError where two entries speak of one subject on one day."""
    for place, each in enumerate(written):
        for other in written[:place]:
            one, two = each.value, other.value
            if one.key != two.key and _clash(one, two):
                each.fail("from", f"与“{two.key}”是同一名称、同一分类，施行期间重叠。")
    return {
        key: replace(home, entries=tuple(w.value for w in written if w.value.catalogue == key))
        for key, home in catalogues.items()
    }


def _clash(one: Entry, two: Entry) -> bool:
    """Whether a case could be a matter of both on a day, with nothing to say which of them is the narrower."""
    if one.is_local or two.is_local:
        return False  # which of them speaks, the place says
    if one.catalogue != two.catalogue or set(one.names).isdisjoint(two.names):
        return False
    if len(one.about) != len(two.about):
        return False
    facets, others = dict(one.about), dict(two.about)
    if any(set(facets[facet]).isdisjoint(others[facet]) for facet in facets.keys() & others.keys()):
        return False
    return (one.in_force_to is None or two.in_force_from <= one.in_force_to) and (
        two.in_force_to is None or one.in_force_from <= two.in_force_to
    )
