# SPDX-License-Identifier: MulanPSL-2.0
"""What can go wrong when an act is to be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from fadu.procedure.decision import Ground


class ActRefusedError(FaduError):
    """依法不能办理。"""

    code = "act_refused"

    def __init__(self, action: str, grounds: tuple[Ground, ...]) -> None:
        self.action, self.grounds = action, grounds
        super().__init__("；".join(ground.message for ground in grounds) or None)


class StaleRevisionError(FaduError):
    """案件在您打开页面之后已有新的办理行为。请刷新页面，看过新情况后再办理。"""

    code = "stale_revision"


class ProposalReplacedError(StaleRevisionError):
    """您看到的送签内容此后已经退回、改送或者另有签署，刚才的办理没有记录。请看过现在的内容，再签署或者退回。"""


class RequestReusedError(FaduError):
    """同一请求编号已用于另一内容的办理行为。请重新打开页面后再提交。"""

    code = "request_reused"


class SeparationError(FaduError):
    """同一人不得在本案中担任须相互分离的岗位。"""

    code = "separation"


class KindNotInstalledError(FaduError):
    """此案的事项没有安装。"""

    code = "kind_not_installed"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"事项“{kind}”没有安装：案件完好保存，但不能查看和办理。请由管理员装回该事项（见本机关 → 概况 → 后台）。"
        )


class ReplayOnlyError(FaduError):
    """该版程序只用于核对过去的记录，不能据以办理新案。"""

    code = "replay_only"
