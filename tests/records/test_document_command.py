# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu document``: check and render forms from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from fadu.cli import document
from fadu.records.selectors import DOCUMENTS


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    document.add_arguments(parser)
    return document.run(parser.parse_args(arguments))


def test_the_forms_of_a_folder_are_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("check", str(DOCUMENTS)) == 0
    assert "没有错误" in capsys.readouterr().out
    (tmp_path / "bad.form").write_text("key: x", "utf-8")
    assert run("check", str(tmp_path)) == 2
    assert "bad.form 第 1 行" in capsys.readouterr().err


def test_a_form_is_rendered_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "receipt.pdf"
    assert run("render", str(DOCUMENTS / "service_receipt.form"), "--format", "pdf", "-o", str(target)) == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_missing_data_are_named_and_the_exit_code_is_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data.json"
    data.write_text("{}", "utf-8")
    assert run("render", str(DOCUMENTS / "service_receipt.form"), "--data", str(data)) == 2
    assert "受送达人" in capsys.readouterr().err
