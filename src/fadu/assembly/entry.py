# SPDX-License-Identifier: MulanPSL-2.0
"""The `fadu` command, composed from the sub-commands that rooms offer.

A sub-command is a module with ``NAME``, ``HELP``, ``add_arguments(parser)`` and ``run(options) -> int``;
``DJANGO = False`` says that it works without a database, or names the verbs that need one; ``ABOVE_CHANGED_EDITIONS = True``
that it runs also where a released edition of a procedure changed, which ends every other one. Exit codes: 0 well, 1 findings or a refusal, 2 bad use.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import fadu.cli
import fadu.demo
from fadu import __version__
from fadu.assembly.discovery import hand_down
from fadu.kernel.errors import FaduError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

WELL, FINDINGS, BAD_USE = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """argparse that ends bad use with a Chinese sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sys.stderr.write(f"用法有误：{message}。运行 {self.prog} --help 查看说明。\n")
        raise SystemExit(BAD_USE)


def names() -> dict[str, str]:
    """Sub-command -> module that offers it; a trailing underscore keeps Python's keywords free."""
    found = {
        info.name.rstrip("_").replace("_", "-"): f"fadu.cli.{info.name}"
        for info in pkgutil.iter_modules(fadu.cli.__path__)
        if not info.ispkg and not info.name.startswith("_")
    }
    if any(info.name == "command" for info in pkgutil.iter_modules(fadu.demo.__path__)):
        found["demo"] = "fadu.demo.command"
    return dict(sorted(found.items()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    known = names()
    asked = next((word for word in given if not word.startswith("-")), "")
    if asked and asked not in known:
        sys.stderr.write(f"{UnknownNameError('子命令', asked, known)}\n可用的有：{'、'.join(known)}。\n")
        return BAD_USE
    modules = (
        {asked: import_module(known[asked])} if asked else {n: import_module(m) for n, m in known.items()}
    )
    options = _parser(modules).parse_args(given)
    if not asked:
        _parser(modules).print_help()
        return BAD_USE
    module = modules[asked]
    try:
        hand_down()
        if _needs_django(module, options):
            set_up()
            if not getattr(module, "ABOVE_CHANGED_EDITIONS", False):
                refuse_changed_editions()
        return int(module.run(options) or WELL)
    except FaduError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WELL


def _needs_django(module: ModuleType, options: argparse.Namespace) -> bool:
    needed = getattr(module, "DJANGO", True)
    return needed if isinstance(needed, bool) else options.verb in needed


def _parser(modules: dict[str, ModuleType]) -> Parser:
    parser = Parser(prog="fadu", description="法度：区县市场监管分局依法行政系统")
    parser.add_argument("--version", action="version", version=f"fadu {__version__}")
    subs: Any = parser.add_subparsers(title="子命令", metavar="子命令", parser_class=Parser)
    for name, module in modules.items():
        module.add_arguments(subs.add_parser(name, help=module.HELP, description=module.HELP))
    return parser


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
