# SPDX-License-Identifier: MulanPSL-2.0
"""Fictional names of people and businesses, and codes that are right in form and belong to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.identifiers import resident_id, uscc

if TYPE_CHECKING:
    from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉兰志红梅海燕晓东宁波慧琳瑞雪峰青山川颖佳怡晨曦子涵浩然雅琪思远"
PLACES = ("清河", "望江", "临泉", "青石", "云溪", "长桥", "东门", "南塘")
WORDS = (
    "兴隆",
    "福瑞",
    "鑫源",
    "佳美",
    "恒信",
    "宏达",
    "百味",
    "康宁",
    "悦享",
    "金穗",
    "丰和",
    "祥云",
    "聚源",
    "天天",
    "华联",
)
TRADES = (
    "食品有限公司",
    "百货商行",
    "餐饮管理有限公司",
    "电器销售有限公司",
    "家具有限公司",
    "健身服务有限公司",
    "汽车维修厂",
    "教育培训有限公司",
    "便利店",
    "药房有限公司",
)


def person(rng: Random) -> str:
    """A person's name."""
    given = "".join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))
    return rng.choice(SURNAMES) + given


def business(rng: Random) -> str:
    """A business's name."""
    return f"{rng.choice(PLACES)}{rng.choice(WORDS)}{rng.choice(WORDS)}{rng.choice(TRADES)}"


def business_code(rng: Random, region: str) -> str:
    """A unified social credit code with a right check digit."""
    body = f"91{region[:6]}MA" + "".join(rng.choice(uscc.ALPHABET) for _ in range(7))
    return body + uscc.check_digit(body)


def id_number(rng: Random, region: str) -> str:
    """A resident's ID number with a right check digit."""
    born = f"{rng.randint(1955, 2003)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"{region[:6]}{born}{rng.randrange(1000):03d}"
    return body + resident_id.check_digit(body)
