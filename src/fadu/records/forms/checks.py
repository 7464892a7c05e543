# SPDX-License-Identifier: MulanPSL-2.0
"""What must hold between the front matter and the text of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fadu.records.forms.inline import Place
from fadu.records.forms.model import (
    Block,
    Choice,
    Columns,
    Field,
    Form,
    OptionalBlocks,
    Paragraph,
    Part,
    Perhaps,
    Remedy,
    RepeatedBlocks,
    Row,
    SealBlock,
    SignatureLine,
    Tick,
    Value,
)
from fadu.records.forms.problems import FormError, nearest

_PARTY = (
    "name",
    "capacity",
    "kind",
    "uscc",
    "id_number",
    "identity_kind",
    "identity",
    "address",
    "phone",
    "legal_representative",
)
#: names every form may use, with the parts of those that have parts
COMMON: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "case_number",
            "case_title",
            "kind_title",
            "act_title",
            "bureau_name",
            "bureau_abbreviation",
            "department_name",
            "number",
            "issued_on",
            "made_by",
            "opened_on",
            "party_names",
            "addressees",
            "history",
            "inquiry",
            "remedy",
        ),
        (),
    ),
    "party": _PARTY,
    "parties": _PARTY,
    "officers": ("name", "certificate"),
    "signatures": ("role", "name", "post", "on", "opinion"),
    "evidence": ("title", "kind", "taken_on", "place", "from_whom", "method", "proves", "copies"),
    "documents": ("title", "number", "issued_on"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a name in the text; ``under`` are the conditions it stands under."""

    name: str
    line: int
    printed: bool
    under: tuple[str, ...] = field(default=())


#: fingerprint of a text -> the names it uses
_named: dict[str, frozenset[str]] = {}


def named(form: Form) -> frozenset[str]:
    """Every name the text of a form uses: a text is looked through once."""
    if form.fingerprint not in _named:
        names = frozenset(use.name for use in uses(form.blocks))
        if not form.fingerprint:
            return names
        _named[form.fingerprint] = names
    return _named[form.fingerprint]


def uses(blocks: tuple[Block, ...], under: tuple[str, ...] = ()) -> Iterator[Use]:
    """Every use of a name in ``blocks``."""
    for block in blocks:
        if isinstance(block, OptionalBlocks):
            yield Use(block.condition.name, block.line, printed=False, under=under)
            inner = (*under, block.condition.name)
            yield from uses(block.then, inner)
            yield from uses(block.otherwise, inner)
        elif isinstance(block, RepeatedBlocks):
            yield Use(block.name, block.line, printed=True, under=under)
            yield from uses(block.then, under)
            yield from uses(block.otherwise, (*under, block.name))
        else:
            for parts in _parts_of(block):
                yield from _uses_in(parts, block.line, under)


def _parts_of(block: Block) -> tuple[tuple[Part, ...], ...]:
    if isinstance(block, (Paragraph, SignatureLine)):
        return (block.parts,)
    if isinstance(block, Row):
        return block.cells
    if isinstance(block, SealBlock):
        return (block.body, block.on)
    return ()


def _uses_in(parts: tuple[Part, ...], line: int, under: tuple[str, ...]) -> Iterator[Use]:
    for part in parts:
        if isinstance(part, (Value, Choice, Tick)):
            yield Use(part.name, line, printed=True, under=under)
        elif isinstance(part, Perhaps):
            yield Use(part.condition.name, line, printed=False, under=under)
            inner = (*under, part.condition.name)
            yield from _uses_in(part.then, line, inner)
            yield from _uses_in(part.otherwise, line, inner)


def check(form: Form) -> None:
    """Raise :class:`FormError` at the first thing that does not hold."""
    all_uses = list(uses(form.blocks))
    _check_names(form, all_uses)
    _check_mandatory(form, all_uses)
    _check_widths(form.blocks, form.file)
    _check_signers(form)
    has_remedy = _has_remedy(form.blocks)
    if form.remedy and not has_remedy:
        raise FormError(form.file, 1, "表头写明 remedy，正文没有无条件的 @remedy", "在正文末尾写一行 @remedy")


def known_names(form: Form) -> set[str]:
    """Names the text of ``form`` may use."""
    declared = {item.key for item in (*form.mandatory, *form.optional)}
    parts = {f"{name}.{part}" for name, listed in COMMON.items() for part in listed}
    return {*declared, *COMMON, *parts}


def _check_names(form: Form, all_uses: list[Use]) -> None:
    known = known_names(form)
    if form.page_count and (form.bound != "cover" or form.page_count not in known):
        raise FormError(
            form.file,
            1,
            f"page_count 应是封面（bound: cover）上声明的名称，实为“{form.page_count}”",
            nearest(form.page_count, known),
        )
    for name in form.evidence_in:
        if name not in known:
            raise FormError(form.file, 1, f"evidence_in 里没有声明的名称“{name}”", nearest(name, known))
    for name in (condition.name for item in form.mandatory for condition in item.when):
        if name not in known:
            raise FormError(form.file, 1, f"when 里没有声明的名称“{name}”", nearest(name, known))
    open_roots = {name.split(".")[0] for name in known} - set(COMMON)
    for use in all_uses:
        root, _, part = use.name.partition(".")
        fine = use.name in known or (root in open_roots) or (root in COMMON and part == "no")
        if not fine:
            raise Place(form.file, use.line).error(f"没有声明的名称“{use.name}”", nearest(use.name, known))


def _covers(use: Use, item: Field) -> bool:
    """Whether ``use`` prints a mandatory field (a part of it, or the whole it belongs to), wherever it is asked for."""
    key = item.key
    same = (
        use.name == key
        or use.name.startswith(f"{key}.")
        or (key.startswith(f"{use.name}.") and "." not in use.name)
    )
    asked = {condition.name for condition in item.when}
    others = [
        name for name in use.under if name != key and not name.startswith(f"{key}.") and name not in asked
    ]
    return use.printed and same and not others


def _check_mandatory(form: Form, all_uses: list[Use]) -> None:
    for item in form.mandatory:
        if any(_covers(use, item) for use in all_uses):
            continue
        if item.key in ("number", "bureau_name") or (item.key == "issued_on" and form.seal != "none"):
            continue
        printed = [use for use in all_uses if use.printed and use.name == item.key]
        if printed:
            text = f"必填的“{item.title}”（{item.key}）只出现在可选块里"
            raise FormError(form.file, printed[0].line, text, "移出 {if}，或改列在 optional 下")
        raise FormError(
            form.file,
            1,
            f"必填的“{item.title}”（{item.key}）在正文中没有出现",
            f"在正文中写上 {{{item.key}}}",
        )


def _check_widths(blocks: tuple[Block, ...], file: str) -> None:
    """``@columns`` must be followed by a row (perhaps a repeated one)."""
    for index, block in enumerate(blocks):
        if isinstance(block, (OptionalBlocks, RepeatedBlocks)):
            _check_widths(block.then, file)
            _check_widths(block.otherwise, file)
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Columns) and not isinstance(following, (Row, RepeatedBlocks, OptionalBlocks)):
            raise FormError(file, block.line, "@columns 后面不是表格", "把它写在表格第一行的上面")


def _check_signers(form: Form) -> None:
    """A line to sign on bears nobody's name for being assigned: who acted and who confirmed it, or nobody."""
    for line in _lines_to_sign(form.blocks):
        for use in _uses_in(line.parts, line.line, ()):
            if use.name.partition(".")[0] == "officers":
                text = f"签名行印上了指派的全部人员“{use.name}”，没有参加、没有确认的也在其中"
                raise FormError(
                    form.file, use.line, text, "用 {made_by}（办理的人，未确认的注明）或者 {signatures.name}"
                )


def _lines_to_sign(blocks: tuple[Block, ...]) -> Iterator[SignatureLine]:
    for block in blocks:
        if isinstance(block, (OptionalBlocks, RepeatedBlocks)):
            yield from _lines_to_sign(block.then)
            yield from _lines_to_sign(block.otherwise)
        elif isinstance(block, SignatureLine):
            yield block


def _has_remedy(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, Remedy) for block in blocks)
