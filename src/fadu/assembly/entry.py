# SPDX-License-Identifier: MulanPSL-2.0
"""The `fadu` command, composed from the sub-commands that rooms offer.

A sub-command is a module with ``NAME``, ``HELP`` (one text on one line), ``add_arguments(parser)`` and ``run(options) -> int``;
``DJANGO = False`` says that it works without a database, or names the verbs that need one; ``ABOVE_CHANGED_EDITIONS = True``
that it runs also where a released edition of a procedure changed, which ends every other one; ``needs_signing_key(options)``
whether it ends where the ledger's key is not at hand (by default every one does); ``FOUNDS = True`` that it makes the home of a
new bureau; ``needs_home(options)`` whether it ends where there is no home (by default every one that founds none does). Exit codes: 0 well, 1 findings or a refusal, 2 bad use.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.cli
from fadu import __version__
from fadu.assembly import heap
from fadu.assembly.discovery import hand_down
from fadu.assembly.endings import end
from fadu.assembly.home import borrowed_home, has_database, home_folder, memories, refuse_no_home
from fadu.assembly.keys_at_hand import refuse_missing_keys
from fadu.assembly.new_home import whole_or_as_before
from fadu.assembly.tables_at_hand import refuse_lost_database, refuse_missing_tables
from fadu.cli.arguments.parser import BAD_USE, Parser
from fadu.kernel.errors import UnknownNameError
from fadu.kernel.remembering import keep_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

WELL = 0
#: how every sub-command writes its help line
_HELP = re.compile(r'^HELP = "(.+)"$', re.M)


def names() -> dict[str, str]:
    """Sub-command -> module that offers it; a trailing underscore keeps Python's keywords free."""
    modules = {
        file.stem.rstrip("_").replace("_", "-"): f"fadu.cli.{file.stem}"
        for folder in fadu.cli.__path__
        for file in Path(folder).glob("[!_]*.py")
    }
    if find_spec("fadu.demo.command") is not None:
        modules["demo"] = "fadu.demo.command"
    return dict(sorted(modules.items()))


def help_of(module: str) -> str:
    """The help line of a sub-command, read in its source: a list of all imports none."""
    spec = find_spec(module)
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    line = _HELP.search(source)
    return line[1] if line else str(import_module(module).HELP)


def program() -> int:
    """Be the process `fadu`: run the sub-command of its arguments and return its exit code."""
    with heap.of_a_program():
        return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    known = names()
    asked = next((word for word in given if not word.startswith("-")), "")
    if asked and asked not in known:
        sys.stderr.write(f"{UnknownNameError('子命令', asked, known)}\n可用的有：{'、'.join(known)}。\n")
        return BAD_USE
    if not asked:
        parser = _parser({name: help_of(module) for name, module in known.items()})[0]
        parser.parse_args(given)
        parser.print_help()
        return BAD_USE
    module = import_module(known[asked])
    parser, subs = _parser({asked: module.HELP})
    module.add_arguments(subs[asked])
    return _run(module, parser.parse_args(given))


def _run(module: ModuleType, options: argparse.Namespace) -> int:
    try:
        keep_in(*memories())
        hand_down()
        if not _needs_django(module, options):
            heap.started()
            return _flushed(int(module.run(options) or WELL))
        with _home(module, options):
            heap.started()
            return _flushed(_kept(module, options))
    except BaseException as error:  # noqa: BLE001 - the one place that turns whatever was raised into an ending
        return end(error)


@contextmanager
def _home(module: ModuleType, options: argparse.Namespace) -> Iterator[None]:
    """Django set up on the home a command is for, if that is in order."""
    home = home_folder()
    if _is_set_up():  # in a program that has its database
        _refuse_disorder(module, options)
        yield
    elif getattr(module, "FOUNDS", False):
        with whole_or_as_before(home):
            set_up()
            if not getattr(module, "RESTORES", False):
                refuse_lost_database(home)
            _refuse_disorder(module, options)
            yield
    elif _is_optional(module, options):
        with nullcontext() if has_database(home) else borrowed_home():
            set_up()
            _refuse_changed(module)
            yield
    else:
        refuse_no_home(home)
        set_up()
        refuse_missing_tables(home)
        _refuse_disorder(module, options)
        yield


def _is_set_up() -> bool:
    from django.conf import settings

    return bool(settings.configured)


def _refuse_disorder(module: ModuleType, options: argparse.Namespace) -> None:
    needed = getattr(module, "needs_signing_key", None)
    refuse_missing_keys(signing=needed is None or needed(options))
    _refuse_changed(module)


def _refuse_changed(module: ModuleType) -> None:
    if not getattr(module, "ABOVE_CHANGED_EDITIONS", False):
        refuse_changed_editions()


def _is_optional(module: ModuleType, options: argparse.Namespace) -> bool:
    needs = getattr(module, "needs_home", None)
    return needs is not None and not needs(options)


def _flushed(code: int) -> int:
    """Hand on what was printed here: who does not take it is no fault to be told after the end."""
    sys.stdout.flush()
    return code


def _kept(module: ModuleType, options: argparse.Namespace) -> int:
    """Run a sub-command on the database: what it administers is entered under its name."""
    from fadu.people.administration import kept_by_program

    with kept_by_program(f"fadu {module.NAME}"):
        return int(module.run(options) or WELL)


def _needs_django(module: ModuleType, options: argparse.Namespace) -> bool:
    needed = getattr(module, "DJANGO", True)
    return needed if isinstance(needed, bool) else options.verb in needed


def _parser(helps: Mapping[str, str]) -> tuple[Parser, Mapping[str, Parser]]:
    """The parser of these sub-commands by their help lines, and those of the sub-commands, still without arguments."""
    parser = Parser(prog="fadu", description="法度：区县市场监管分局依法行政系统")
    parser.add_argument("--version", action="version", version=f"fadu {__version__}")
    adding: Any = parser.add_subparsers(title="子命令", metavar="子命令", parser_class=Parser)
    return parser, {
        name: adding.add_parser(name, help=text, description=text) for name, text in helps.items()
    }


def refuse_changed_editions() -> None:
    """End here where a released edition is not what it was released as. Raises ReleasedEditionChangedError."""
    from fadu.procedure.library import library

    library().refuse_changed()


def set_up() -> None:
    """Set up Django with the settings of the composition root."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
    import django

    django.setup()


if __name__ == "__main__":
    raise SystemExit(main())
