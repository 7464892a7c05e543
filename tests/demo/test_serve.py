# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu serve` runs the site and the background together, and a bureau that is not there is not served."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fadu.cli.processes.door import CannotListenError, free_address
from fadu.cli.processes.supervision import STOPPING, Service, together

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_WITNESS"}}
    return {
        **kept,
        "FADU_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
    }


def fadu(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fadu", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answer(address: str, seconds: float = 120) -> int:
    """The status of a page, waited for until the site is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address) as page:
                return int(page.status)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    return 0


def test_a_bureau_that_is_not_there_is_not_served(tmp_path: Path) -> None:
    ended = fadu("serve", home=tmp_path)

    assert ended.returncode == 2
    assert "新机关请运行 fadu init" in ended.stderr


def test_site_and_background_run_until_they_are_stopped(tmp_path: Path) -> None:
    fadu("init", "--name", "测试局", "--abbreviation", "测", "--region", "990102", home=tmp_path)
    port = free_port()
    command = [sys.executable, "-m", "fadu", "serve", "--port", str(port), "--every", "1"]
    running = subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        status = answer(f"http://127.0.0.1:{port}/")
    finally:
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=30)

    assert status == 200
    assert running.returncode == 0, out
    assert f"网址    http://127.0.0.1:{port}/" in out


@pytest.fixture
def _signals() -> object:
    kept = [(name, signal.getsignal(name)) for name in STOPPING]
    yield
    for name, handler in kept:
        signal.signal(name, handler)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def stopped_when(is_time: Callable[[], bool]) -> None:
    """Ask this process to stop, as a terminal would, once it is time for that (or after two minutes)."""

    def watch() -> None:
        until = time.monotonic() + 120
        while not is_time() and time.monotonic() < until:
            time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


@pytest.mark.usefixtures("_signals")
def test_what_ends_by_itself_is_started_again_and_the_other_is_left_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lives, site = tmp_path / "lives", tmp_path / "site"
    dying = python(f"open({str(lives)!r}, 'a').write('x'); raise SystemExit(3)")
    living = python(f"open({str(site)!r}, 'a').write('x'); import time; time.sleep(60)")
    stopped_when(lambda: site.exists() and lives.exists() and len(lives.read_text()) >= 2)

    ended = together(
        Service(name="网站", command=living, is_needed=True), Service(name="后台", command=dying)
    )

    assert ended == 0
    assert len(lives.read_text()) >= 2
    assert site.read_text() == "x"
    assert "后台意外停止（退出码3），1秒后重新启动；其余照常运行。" in capfd.readouterr().err


@pytest.mark.usefixtures("_signals")
def test_a_site_that_cannot_start_at_all_ends_everything_and_says_so(
    capfd: pytest.CaptureFixture[str],
) -> None:
    began = time.monotonic()
    site = Service(name="网站", command=python("raise SystemExit(1)"), is_needed=True)
    work = Service(name="后台", command=python("import time; time.sleep(60)"))

    assert together(site, work) == 1
    assert time.monotonic() - began < 30
    assert "网站没有能够启动" in capfd.readouterr().err
    assert work.process is not None
    assert work.process.poll() is not None


#: a process that writes a letter and lives on; the stubborn one is ended by no polite signal
LIVING = "import sys, time; open(sys.argv[1], 'a').write('b'); time.sleep(120)"
STUBBORN = f"import signal; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]; {LIVING}"
#: a site that starts a worker and, when it ends, leaves it
SITE = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}, sys.argv[1]]); {LIVING}"
)
SUPERVISOR = f"""
import sys
from fadu.cli.processes.door import CannotListenError, free_address
from fadu.cli.processes.supervision import Service, together
raise SystemExit(together(
    Service(name="网站", command=[sys.executable, "-c", {SITE!r}, sys.argv[1]], is_needed=True),
    Service(name="后台", command=[sys.executable, "-c", {LIVING!r}, sys.argv[1]]),
))
"""


def mentioning(word: str) -> list[int]:
    """The processes that live and were started with a word."""
    numbers = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_dead = (process / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
            if word.encode() in (process / "cmdline").read_bytes() and not is_dead:
                numbers.append(int(process.name))
        except (OSError, ValueError):
            continue
    return numbers


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A supervisor in a group of its own, as a terminal starts it: site, its worker and the background run."""
    sign = tmp_path / "started"
    running = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(sign)],
        env=environment(tmp_path),
        start_new_session=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGHUP, signal.SIG_DFL
        ),  # whoever runs the tests may ignore it
    )
    until = time.monotonic() + 60
    while not (sign.exists() and len(sign.read_text()) == 3) and time.monotonic() < until:
        time.sleep(0.05)
    yield running, str(sign)
    running.kill()
    running.wait()
    for left in mentioning(str(sign)):
        os.kill(left, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("reaches", ["the group", "the supervisor"])
def test_whatever_ends_the_supervisor_leaves_no_process_of_any_service(
    supervised: tuple[subprocess.Popen[bytes], str], number: int, reaches: str
) -> None:
    running, sign = supervised
    assert len(mentioning(sign)) == 4
    send = {"the group": os.killpg, "the supervisor": os.kill}[reaches]

    send(running.pid, number)

    assert running.wait(40) == 0
    assert mentioning(sign) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_a_supervisor_that_is_killed_outright_takes_its_services_along(
    supervised: tuple[subprocess.Popen[bytes], str],
) -> None:
    running, sign = supervised
    running.kill()
    running.wait(10)
    until = time.monotonic() + 20
    while len(mentioning(sign)) > 1 and time.monotonic() < until:
        time.sleep(0.05)

    assert len(mentioning(sign)) == 1  # the worker that no polite signal ends


def test_a_port_that_is_in_use_is_not_shared_and_nothing_starts(tmp_path: Path) -> None:
    fadu("init", "--name", "测试局", "--abbreviation", "测", "--region", "990102", home=tmp_path)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        served = fadu("serve", "--port", port, home=tmp_path)
        lived = fadu("demo", "--scale", "0.01", "--serve", "--port", port, home=tmp_path / "demo")

    assert (served.returncode, lived.returncode) == (2, 2)
    assert f"端口{port}已被占用" in served.stderr
    assert f"端口{port}已被占用" in lived.stderr
    assert served.stdout + lived.stdout == ""


@pytest.mark.parametrize("host", ["300.1.1.1", "no-such-host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_here_is_told_in_a_sentence(host: str) -> None:
    with pytest.raises(CannotListenError, match=r"请改正 --host"):
        free_address(host, free_port())


def test_a_port_that_was_left_a_moment_ago_is_free_again() -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the site's is
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = int(door.getsockname()[1])
        caller = socket.create_connection(("127.0.0.1", port))
        answering, _ = door.accept()
        answering.close()  # whoever closes first waits
        caller.close()

    assert free_address("localhost", port) == "127.0.0.1"


def test_rests_grow_to_a_minute_and_shrink_again_once_a_process_has_settled() -> None:
    service = Service(name="后台", command=[])
    service.started = time.monotonic()
    rests = [service.plan_restart() for _ in range(9)]
    service.started = time.monotonic() - 3600

    assert rests == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert service.plan_restart() == 1


def test_the_site_goes_on_when_the_background_is_killed(tmp_path: Path) -> None:
    fadu("init", "--name", "测试局", "--abbreviation", "测", "--region", "990102", home=tmp_path)
    port = free_port()
    command = [sys.executable, "-m", "fadu", "serve", "--port", str(port), "--workers", "1", "--every", "1"]
    running = subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        before = answer(f"http://127.0.0.1:{port}/")
        killed = kill_worker(running.pid)
        time.sleep(2)
        after = answer(f"http://127.0.0.1:{port}/")
    finally:
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=30)

    assert (before, killed, after) == (200, True, 200)
    assert running.returncode == 0, out
    assert "后台意外停止" in out


def kill_worker(parent: int) -> bool:
    """Kill the child that does the work in the background; whether there was one."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            above = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if above == parent and b"work" in words:
            os.kill(int(process.name), signal.SIGKILL)
            return True
    return False
