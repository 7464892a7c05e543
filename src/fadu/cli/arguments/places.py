# SPDX-License-Identifier: MulanPSL-2.0
"""Files and folders as arguments: looked at before any work is done. Each raises ArgumentTypeError naming what is missing."""

from __future__ import annotations

from argparse import ArgumentTypeError
from glob import glob, has_magic
from pathlib import Path


def file_to_read(text: str) -> Path:
    """A file that is there.

    >>> file_to_read("/nowhere/at/all.form")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 没有文件 /nowhere/at/all.form
    """
    path = Path(text)
    if path.is_dir():
        raise ArgumentTypeError(f"{path} 是文件夹，应为文件")
    if not path.exists():
        raise ArgumentTypeError(f"没有文件 {path}")
    return path


def file_looked_at_later(text: str) -> Path:
    """A file whose absence the command itself reports, in the form it was asked for."""
    return Path(text)


def folder(text: str) -> Path:
    """A folder that is there."""
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise ArgumentTypeError(f"{path} 是文件，应为文件夹")
    if not path.exists():
        raise ArgumentTypeError(f"没有文件夹 {path}")
    return path


def file_to_write(text: str) -> Path:
    """A file in a folder that is there; the file itself may be there or not.

    >>> file_to_write("/nowhere/report.docx")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 没有文件夹 /nowhere；请先建立，或者写到别处
    """
    path = Path(text)
    if not path.absolute().parent.is_dir():
        raise ArgumentTypeError(f"没有文件夹 {path.absolute().parent}；请先建立，或者写到别处")
    if path.is_dir():
        raise ArgumentTypeError(f"{path} 是文件夹，应为文件")
    return path


def stories(text: str) -> tuple[Path, ...]:
    """A YAML file, every ``*.yaml`` of a folder, or every file a pattern fits; sorted, at least one.

    >>> stories("/nowhere/one.yaml")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 没有文件或者文件夹 /nowhere/one.yaml
    >>> stories("/nowhere/*.yaml")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 没有合于 /nowhere/*.yaml 的文件
    """
    path = Path(text)
    if path.is_dir():
        inside = tuple(sorted(path.glob("*.yaml")))
        if not inside:
            raise ArgumentTypeError(f"文件夹 {path} 里没有 *.yaml 文件")
        return inside
    if path.exists():
        return (path,)
    if not has_magic(text):
        raise ArgumentTypeError(f"没有文件或者文件夹 {path}")
    fitting = tuple(each for each in map(Path, sorted(glob(text, recursive=True))) if each.is_file())
    if not fitting:
        raise ArgumentTypeError(f"没有合于 {text} 的文件")
    return fitting
