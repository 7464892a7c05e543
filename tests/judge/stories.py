# SPDX-License-Identifier: MulanPSL-2.0
"""A difference as a story that `fadu procedure try` plays: what was done, and what should have followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from judge.walks import Difference


#: what follows by itself when a story is played
UNTOLD = frozenset({"sign", "return_proposal", "child_opened"})
#: what the engine adds to what was said
ADDED = frozenset({"documents", "last_days", "void_documents"})


def story(difference: Difference, procedure: Procedure, entries: Sequence[Entry]) -> str:
    """The life up to the deed, as a scenario that fails until the difference is gone.

    What the engine permits should be refused; what it refuses should be permitted.
    """
    first, *later = [entry for entry in entries if entry.action not in UNTOLD]
    rest = [e for e in later if e.at != first.at or e.action not in {"add_party", "assign"}]
    parties = [
        {"name": e.payload["name"], "capacity": e.payload["capacity"], "kind": e.payload["kind"]}
        for e in entries
        if e.action == "add_party" and e.at == first.at
    ]
    acts = [_step(entry, procedure) for entry in rest]
    whole = {
        "kind": difference.kind,
        "name": f"{difference.act}：{difference.verdict}，{difference.why}",
        "edition": str(difference.edition),
        "opened": {
            "on": _when(first),
            "do": first.action,
            "payload": _said(first),
            "parties": parties,
        },
        "acts": [act for act in acts if act],
    }
    if difference.verdict in {"permits", "misses"}:
        (acts or [whole["opened"]])[-1]["refused"] = ["?"]
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)


def _when(entry: Entry) -> str:
    return entry.at.strftime("%Y-%m-%dT%H:%M")


def _said(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in entry.payload.items() if key not in ADDED}


def _step(entry: Entry, procedure: Procedure) -> dict[str, Any]:
    payload = {
        k: v for k, v in entry.payload.items() if k not in {"documents", "last_days", "void_documents"}
    }
    if entry.action == "serve":
        return {
            "on": _when(entry),
            "serve": payload["document"].split("/")[0],
            "party": int(payload["party"].split(":")[1]),
        }
    if entry.action == "child_ended":
        return {
            "on": _when(entry),
            "child": payload["matter"],
            "outcome": payload["outcome"],
            "fields": dict(payload.get("fields", {})),
        }
    if entry.action == "served_elsewhere":
        return {
            "on": _when(entry),
            "serve": payload["template"],
            "party": int(payload["party"].split(":")[1]),
        }
    if entry.action not in procedure.actions:
        return {"on": _when(entry), "record": entry.action, "payload": payload}
    whom = payload.pop("party", "") if procedure.actions[entry.action].per_party else ""
    step: dict[str, Any] = {"on": _when(entry), "do": entry.action, "payload": payload}
    return {**step, "party": int(whom.split(":")[1])} if whom else step
