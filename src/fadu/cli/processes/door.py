# SPDX-License-Identifier: MulanPSL-2.0
"""Whether the site can listen where it is to listen: asked before anything starts.

The workers of the site share one port, so the system lets another bureau share it, too, and either answers by turns.
A plain bind, which shares with nobody, tells that the port is taken.
"""

from __future__ import annotations

import errno
import socket

from fadu.kernel.errors import FaduError


class CannotListenError(FaduError):
    """网站不能在这个地址和端口上监听。"""

    code = "cannot_listen"


_REASONS = {
    errno.EADDRINUSE: "端口{port}已被占用（可能是另一个 fadu serve）。请停止占用它的程序，或者换一个 --port。",
    errno.EACCES: "没有权限使用端口{port}：1024以下的端口只有系统管理员能用。请换一个 --port，前面用反向代理。",
    errno.EADDRNOTAVAIL: "{host}不是本机的地址。请改正 --host；只供本机使用的，不写 --host。",
}


def free_address(host: str, port: int) -> str:
    """The IP address to listen at for a host given by name or address. Raises CannotListenError.

    >>> free_address("300.1.1.1", 8000)
    Traceback (most recent call last):
    fadu.cli.processes.door.CannotListenError: 没有名为300.1.1.1的主机。请改正 --host；只供本机使用的，不写 --host。
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise CannotListenError(
            f"没有名为{host}的主机。请改正 --host；只供本机使用的，不写 --host。"
        ) from None
    try:
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port left a moment ago is free
            door.bind(address)
            door.listen(1)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "不能在{host}的端口{port}上监听（系统错误{number}）。")
        raise CannotListenError(reason.format(host=host, port=port, number=error.errno)) from None
    return str(address[0])
