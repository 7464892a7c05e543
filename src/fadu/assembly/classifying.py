# SPDX-License-Identifier: MulanPSL-2.0
"""What holds the columns of tables that no room of ours declares: those of the kinds, of Django, of its packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from fadu.kernel.kinds import handed_down
from fadu.ledger.holding import Held, hold

if TYPE_CHECKING:
    from django.db.models import Model

SURROGATE = "自动编号，没有别处引用；本行以案件和内容为名"
#: application -> why nothing rests on its tables
FREE = {
    "auth": "权限来自岗位，程序不读取这些权限表",
    "contenttypes": "各表的名目，随升级重建",
    "sessions": "登录状态，随时失效；行名和内容以密钥绑定于持有人的 Cookie",
    "axes": "登录失败的计数和记录，随时清除",
    "desk": "各人保存的筛选、登录清单等桌面状态，不是案件的记录，随时可以改可以删",
}


def classify() -> None:
    """Classify every table of kinds and of packages."""
    for label, reason in FREE.items():
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            hold(model, free=reason)
    account = apps.get_model("people", "Account")
    for field in account._meta.many_to_many:
        hold(field.remote_field.through, free=FREE["auth"])
    packages = {kind.package for kind in handed_down()}
    for config in apps.get_app_configs():
        if config.name in packages:
            for model in config.get_models(include_auto_created=True):
                hold(model, Held.DERIVED, free=_surrogate(model))


def _surrogate(model: type[Model]) -> dict[str, str]:
    """The row's own number, where it is not the case's: what a kind says in ``rows`` follows, this does not."""
    key = model._meta.pk
    return {key.attname: SURROGATE} if key is not None and not key.is_relation else {}
