# SPDX-License-Identifier: MulanPSL-2.0
"""Install a locked requirements file, hashes checked, into the environment: by uv, or by pip where uv fails.

Usage: python tools/install.py VENV REQUIREMENTS
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Install; say by what; make the checkout importable by a path file, with its `fadu` command."""
    venv, requirements = Path(sys.argv[1]), sys.argv[2]
    python = venv / "bin" / "python"
    uv = [
        str(venv / "bin" / "uv"),
        "pip",
        "install",
        "-q",
        "--compile-bytecode",  # else every command compiles Django anew where Python may not write it down
        "--python",
        str(python),
        "--require-hashes",
        "-r",
        requirements,
    ]
    pip = [
        str(python),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        requirements,
    ]
    if not Path(uv[0]).exists() or subprocess.run(uv, check=False).returncode != 0:  # noqa: S603
        print("改用 pip 安装……")  # noqa: T201
        subprocess.run(pip, check=True)  # noqa: S603
    site = subprocess.run(  # noqa: S603
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    Path(site, "fadu-checkout.pth").write_text(f"{Path('src').resolve()}\n", encoding="utf-8")
    command = venv / "bin" / "fadu"
    command.write_text(
        f"#!{python.absolute()}\nfrom fadu.assembly.entry import main\n\nraise SystemExit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    subprocess.run([str(python), "-m", "compileall", "-q", "src"], check=True)  # noqa: S603
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
