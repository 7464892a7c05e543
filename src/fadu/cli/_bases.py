# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu law base``: a basis of punishment as the law of a day has it: articles, brackets, kinds and fine; or those a word finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import BadInputError
from fadu.kernel.money import yuan
from fadu.kernel.problems import nearest
from fadu.law import library as law_library
from fadu.law.basis import COERCIVE, FLAGS, KINDS, LIABLE, MEASURES, RELATIONS

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from fractions import Fraction

    from fadu.law.basis import Basis, Bracket, Comparison, Fine, Gate, When

LEVELS = {"city": "设区的市级以上机关", "province": "省级以上机关", "issuer": "原发证机关"}


def add_arguments(verbs: Any) -> None:
    """Declare ``base``."""
    looking = verbs.add_parser("base", help="一项处罚依据某日的条款、情形、种类和幅度；或者按字词查找")
    looking.add_argument(
        "key",
        nargs="?",
        default="",
        metavar="依据",
        help="如 advertising/57-1，或者案由、法名中的字词；缺省时列出全部",
    )
    looking.add_argument("--on", metavar="日期", help="缺省时为今日")
    looking.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace, on: date) -> int:
    """0 where a basis is known or a word finds one. Raises BadInputError where nothing is."""
    law = law_library()
    if options.key in law.bases_by_key:
        bases = [law.basis(options.key, on)]
    else:
        in_force = [
            value for values in law.bases_by_key.values() for value in values if value.is_in_force(on)
        ]
        bases = [basis for basis in in_force if options.key in f"{basis.key} {basis.title} {basis.punished}"]
    if not bases:
        near = nearest(options.key, law.bases_by_key)
        raise BadInputError(
            expected=f"{on}施行的处罚依据的键，或者案由、法名中的字词",
            got=options.key,
            remedy=(f"最接近的是“{near}”；" if near else "") + "换一个字词；不写字词的，列出全部",
        )
    if options.as_json:
        print(json.dumps([as_json(basis) for basis in bases], ensure_ascii=False, indent=1))
    elif options.key in law.bases_by_key:
        print("\n".join(lines(bases[0])))
    else:
        for basis in bases:
            print(f"{basis.key}\t{basis.title}\t{basis.punished}")
    return 0


def lines(basis: Basis) -> list[str]:
    """A basis as a lawyer reads it."""
    until = f"至{basis.in_force_to}" if basis.in_force_to else "现行"
    unread = "（未核对）" if basis.unverified else ""
    return [
        f"{basis.title}（{basis.key}）{unread}",
        f"  自{basis.in_force_from}，{until}",
        *([f"  违反：{basis.violates}"] if basis.violates else []),
        f"  依据：{basis.punished}",
        *(line for bracket in basis.brackets for line in _bracket(bracket)),
        *(f"  决定机关：{_gate(gate)}" for gate in basis.gates),
        *([f"  涉嫌犯罪：{basis.crime}"] if basis.crime else []),
        *(["  幅度依所转致的条文"] if basis.refers else []),
    ]


def _bracket(bracket: Bracket) -> list[str]:
    said = "，".join(filter(None, (_when(bracket.when), bracket.words))) or "一般"
    kinds = "、".join(KINDS[kind] for kind in bracket.kinds) or "无行政处罚"
    serious = "、".join(KINDS[kind] for kind in bracket.serious_kinds)
    ordered = "，拒不改正或者情节严重的方可罚款" if bracket.or_serious else "，责令改正而拒不改正的方可罚款"
    return [
        f"  {said}：{kinds}" + (f"；情节严重的，{serious}" if serious else ""),
        *(
            [f"    罚款{_fine(bracket.fine)}" + (ordered if bracket.correction_first else "")]
            if bracket.fine
            else []
        ),
    ]


def _when(when: When) -> str:
    words = [_compared(comparison) for comparison in when.comparisons]
    words += [FLAGS[name] if wanted else f"不属于{FLAGS[name]}" for name, wanted in when.flags]
    words += ["或者".join(FLAGS[name] for name in when.either)] if when.either else []
    words += [f"不属于{FLAGS[name]}" for name in when.neither]
    words += [f"对{LIABLE[when.liable]}"] if when.liable != "operator" else []
    return "，".join(words)


def _compared(comparison: Comparison) -> str:
    measure, figure = MEASURES[comparison.measure], f"{yuan(comparison.figure)}元"
    if not comparison.figure:
        return f"{'有' if comparison.relation == 'above' else '没有'}{measure}"
    word = RELATIONS[comparison.relation]
    return (
        f"{measure}{figure}{word}" if comparison.relation in ("from", "up_to") else f"{measure}{word}{figure}"
    )


def _fine(fine: Fine) -> str:
    optional = "（可以并处）" if fine.is_optional else ""
    if not fine.of:
        return f"{yuan(fine.least)}元至{yuan(fine.most or 0)}元{optional}"
    counted = (
        f"，不足{yuan(fine.counts_at_least)}元的按{yuan(fine.counts_at_least)}元计"
        if fine.counts_at_least
        else ""
    )
    capped = f"，最高{yuan(fine.most)}元" if fine.most is not None else ""
    return f"{MEASURES[fine.of]}的{_times(fine.times_from)}倍至{_times(fine.times_to)}倍{counted}{capped}{optional}"


def _times(times: Fraction) -> str:
    return f"{float(times):g}"


def _gate(gate: Gate) -> str:
    which = [f"罚款{yuan(gate.fine_from)}元以上"] if gate.fine_from is not None else []
    which += ["、".join(KINDS[kind] for kind in gate.kinds)] if gate.kinds else []
    which += ["、".join(COERCIVE[measure] for measure in gate.measures)] if gate.measures else []
    return f"{'，'.join(which) or '一律'}由{LEVELS[gate.level]}决定（{'、'.join(gate.cites)}）"


def as_json(basis: Basis) -> dict[str, Any]:
    """A basis as plain values; money in fen, multiples as text."""
    return {
        "key": basis.key,
        "title": basis.title,
        "in_force_from": basis.in_force_from.isoformat(),
        "in_force_to": basis.in_force_to.isoformat() if basis.in_force_to else None,
        "violates": basis.violates,
        "punished": basis.punished,
        "cites": list(basis.cites),
        "rows": list(basis.rows),
        "unverified": basis.unverified,
        "crime": basis.crime,
        "remedies": basis.remedies,
        "refers": basis.refers,
        "brackets": [_bracket_json(bracket) for bracket in basis.brackets],
        "gates": [
            {
                "level": gate.level,
                "since": gate.since.isoformat(),
                "fine_from": gate.fine_from,
                "kinds": list(gate.kinds),
                "cites": list(gate.cites),
            }
            for gate in basis.gates
        ],
    }


def _bracket_json(bracket: Bracket) -> dict[str, Any]:
    fine = bracket.fine
    return {
        "when": _when(bracket.when),
        "words": bracket.words,
        "kinds": list(bracket.kinds),
        "serious_kinds": list(bracket.serious_kinds),
        "correction_first": bracket.correction_first,
        "or_serious": bracket.or_serious,
        "row": bracket.row,
        "fine": {
            "least": fine.least,
            "most": fine.most,
            "of": fine.of,
            "times_from": _times(fine.times_from),
            "times_to": _times(fine.times_to),
            "counts_at_least": fine.counts_at_least,
            "optional": fine.is_optional,
        }
        if fine
        else None,
    }
