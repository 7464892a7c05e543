# SPDX-License-Identifier: MulanPSL-2.0
"""What somebody signed in with, in a few words: enough to know one's own computer again, and no more is kept."""

from __future__ import annotations

#: what the line of a browser holds -> what it is called; the more particular first
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "苹果电脑"),
    ("UOS", "统信"),
    ("Kylin", "麒麟"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ浏览器"),
    ("360SE", "360浏览器"),
    ("360EE", "360浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
UNKNOWN = "其他设备"


def device_of(line: str) -> str:
    """The words for the line a browser says of itself.

    >>> device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36 Edg/109.0")
    'Windows，Edge'
    >>> device_of("curl/8")
    '其他设备'
    """
    words = [next((said for part, said in table if part in line), "") for table in (SYSTEMS, BROWSERS)]
    return "，".join(word for word in words if word) or UNKNOWN
