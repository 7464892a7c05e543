# SPDX-License-Identifier: MulanPSL-2.0
"""Commands in homes of their own, each in a process of its own: forked from one that has imported and read what they share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from made_once import made_once

ROOT = Path(__file__).resolve().parents[2]

#: reads a request a line, answers with the exit code; a child of its own runs each command
PARENT = """
import ctypes, importlib, json, os, resource, sys, time
import django.core.management, django.db.models, django.db.backends.sqlite3.base, cryptography, orjson, yaml, csp, axes, whitenoise
import fadu.assembly.discovery, fadu.assembly.entry, fadu.procedure.library

# what follows from files alone is read, and compared with what was released, once for all children
fadu.assembly.discovery.hand_down()
fadu.procedure.library.library().refuse_changed()

def without_powers():
    # root without capabilities obeys the modes of files, as everybody does
    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]
    class Data(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]
    done = ctypes.CDLL(None, use_errno=True).capset(ctypes.byref(Header(0x20080522, 0)), ctypes.byref((Data * 2)()))
    assert done == 0, os.strerror(ctypes.get_errno())

def run(order):
    os.environ.update(order["env"])
    for place, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), place)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if order["powerless"]:
        without_powers()
    if order["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"],) * 2)
    code = 70
    try:
        code = fadu.assembly.entry.main(order["words"])
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.stdout.flush(); sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 70)

for line in sys.stdin:
    child = os.fork()
    if not child:
        run(json.loads(line))
    until = time.monotonic() + 120
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid or time.monotonic() > until:
            break
        time.sleep(0.01)
    if not pid:
        os.kill(child, 9); os.waitpid(child, 0)
    print(json.dumps(os.waitstatus_to_exitcode(status) if pid else -9), flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Fadu = Callable[..., Ended]


@pytest.fixture(scope="session")
def _parent() -> Iterator[subprocess.Popen[str]]:
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in {"DATABASE_URL", "FADU_WITNESS", "FADU_HOME", "FADU_DEBUG"} and not k.startswith("PYTEST")
    }
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PARENT],
        env={**kept, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


@pytest.fixture
def fadu(_parent: subprocess.Popen[str], tmp_path: Path) -> Fadu:
    """Runs a command in a home: `fadu(home, "check")`."""

    def run(
        home: Path, *words: str, powerless: bool = False, largest_file: int | None = None, **env: str
    ) -> Ended:
        out, err = tmp_path / "stdout", tmp_path / "stderr"
        order = {
            "env": {"FADU_HOME": str(home), "FADU_PASSPHRASE": "一句不短的口令", **env},
            "words": words,
            "out": str(out),
            "err": str(err),
            "powerless": powerless,
            "largest_file": largest_file,
        }
        assert _parent.stdin is not None
        assert _parent.stdout is not None
        _parent.stdin.write(json.dumps(order) + "\n")
        _parent.stdin.flush()
        code = json.loads(_parent.stdout.readline())
        return Ended(code=code, out=out.read_text("utf-8"), err=err.read_text("utf-8"))

    return run


@pytest.fixture(scope="session")
def _lived(_parent: subprocess.Popen[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a bureau lived a little, and a backup of it beside. All workers share them."""

    def live(folder: Path) -> None:
        env = {
            **os.environ,
            "FADU_HOME": str(folder / "home"),
            "PYTHONPATH": str(ROOT / "src"),
            "FADU_PASSPHRASE": "一句不短的口令",
        }
        env.pop("DATABASE_URL", None)
        for words in (["demo", "--scale", "0.02"], ["backup", str(folder / "backup")]):
            subprocess.run([sys.executable, "-m", "fadu", *words], env=env, check=True, capture_output=True)

    return made_once(tmp_path_factory, "lived-a-little", live) / "home"


@pytest.fixture
def home(_lived: Path, tmp_path: Path) -> Path:
    """A copy of the home of a bureau that lived a little, and a backup of it beside."""
    shutil.copytree(_lived, tmp_path / "home")
    shutil.copy(_lived.parent / "backup", tmp_path / "backup")
    return tmp_path / "home"
