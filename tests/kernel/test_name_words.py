# SPDX-License-Identifier: MulanPSL-2.0
"""What of a text names somebody: names however they stand in it, numbers however they are written, and no ordinary word."""

from __future__ import annotations

import pytest

from fadu.kernel.giving_away import as_compared
from fadu.kernel.letters import spelled_alike
from fadu.kernel.name_words import looks_like_a_name, names_in
from fadu.kernel.spoken_digits import in_digits

NUMBER = "13700990077"
SPELLINGS = [
    "13700990077",
    "１３７００９９００７７",
    "137-0099-0077",
    "137 0099 0077",
    "137/0099/0077",
    "一三七零零九九零零七七",
    "一三七〇〇九九〇〇七七",
    "幺三七零零九九零零七七",
    "壹叁柒零零玖玖零零柒柒",
    "壹參柒零零玖玖零零柒柒",
    "一百三十七零零九九零零七七",
    "一百三十七-零零九九-零零七七",
    "一百三十七 零零九十九 零零七十七",
    "壹佰叁拾柒，零零玖玖，零零柒柒",
    "一百三七零零九九零零七七",
    "一三七00990077",
    "137零零九九0077",
    "幺三拐洞洞勾勾洞洞拐拐",
]


@pytest.mark.parametrize("sealed", SPELLINGS)
@pytest.mark.parametrize("said", SPELLINGS)
def test_a_number_sealed_in_whatever_spelling_is_seen_in_a_text_in_any_other(sealed: str, said: str) -> None:
    names = names_in(f"李老师 {sealed}")

    assert any(name in text for text in as_compared(f"请致电{said}，下午方便") for name in names)


@pytest.mark.parametrize("before", ["张三", "李四", "陆", "王小五", "电话", "伍文："])
def test_a_name_that_ends_as_a_digit_is_no_part_of_the_number_beside_it(before: str) -> None:
    assert NUMBER in names_in(f"{before}一三七零零九九零零七七")
    assert NUMBER in names_in(f"{before}{NUMBER}")


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("十五", "15"),
        ("三十", "30"),
        ("三百零五", "305"),
        ("一千零七", "1007"),
        ("壹仟叁佰柒拾元", "1370元"),
        ("百货", "百货"),
        ("12千克", "12000克"),
        ("第二十三条", "第23条"),
    ],
)
def test_a_numeral_is_the_number_it_says(said: str, digits: str) -> None:
    assert in_digits(said) == digits


@pytest.mark.parametrize(
    ("sealed", "names"),
    [
        ("司马懿的弟弟，微信simayi88", {"司马懿", "simayi88"}),
        ("白露生的妻子陈小红", {"白露生", "陈小红"}),
        ("白露生之弟", {"白露生"}),
        ("白露生和王小明", {"白露生", "王小明"}),
        ("白露生与其弟弟", {"白露生"}),
        ("陈文的爷爷", {"陈文"}),
        ("欧阳老师的丈夫", {"欧阳"}),
        ("上官云飞系该店店员", {"上官云飞"}),
        ("陈家村王大伯 13700990077", {"王大伯", NUMBER}),
        ("陈家村王小明", {"王小明"}),
        ("清河镇白露生", {"白露生"}),
        ("北街李婶", {"李婶"}),
        ("该店王会计", {"王会计"}),
        ("王大伯的邻居", {"王大伯"}),
        ("店员张城", {"张城"}),
        ("店员石子涵（女）", {"石子涵"}),
        ("王伟在该店工作", {"王伟"}),
        ("店员白露生（老白）", {"白露生", "老白"}),
    ],
)
def test_a_name_is_known_before_its_kin_after_its_place_and_with_its_title(
    sealed: str, names: set[str]
) -> None:
    assert set(map(spelled_alike, names)) <= set(names_in(sealed)[1:])


@pytest.mark.parametrize(
    "name",
    [
        "王爷爷",
        "李奶奶",
        "张叔叔",
        "陈大叔",
        "赵大娘",
        "周大嫂",
        "李婶",
        "王总",
        "郑和",
        "王之涣",
        "黄金荣",
        "王国庆",
        "高中华",
    ],
)
def test_who_is_called_so_by_itself_is_somebody(name: str) -> None:
    assert names_in(name) == (spelled_alike(name),)


@pytest.mark.parametrize(
    ("sealed", "said"),
    [
        ("宣传部门，13700990077", "该店广告宣传违法"),
        ("宁波路居民，13700990077", "宁波路12号有店铺"),
        ("附近宁波路，13700990077", "宁波路12号有店铺"),
        ("林场职工，13700990077", "该林场出售的木材"),
        ("高层住户，13700990077", "高层住户投诉电梯"),
        ("马路对面的住户，13700990077", "马路边有商贩"),
        ("常住居民，13700990077", "常住该小区"),
        ("同行业经营者，13700990077", "同行业其他经营者"),
        ("同行，13700990077", "与同行相比价格偏高"),
        ("白云小区居民，13700990077", "白云小区门口的水果店"),
        ("万达广场保安，13700990077", "万达广场一楼的店铺"),
        ("高中生家长，13700990077", "向高中生销售"),
        ("单位同事，13700990077", "该单位同事均在场"),
        ("小区业主，13700990077", "小区业主均可使用"),
        ("部门经理，13700990077", "该部门经理在场"),
        ("班主任，13700990077", "班主任向学生推销"),
        ("金店员工，13700990077", "该金店销售黄金饰品"),
        ("白天方便，13700990077", "白天营业，方便群众"),
        ("车间主任，13700990077", "车间主任签字"),
        ("房屋租客，13700990077", "房屋租给当事人"),
    ],
)
def test_an_ordinary_word_of_a_sealed_field_may_be_said_openly(sealed: str, said: str) -> None:
    names = names_in(sealed)

    assert NUMBER in names
    assert not [name for text in as_compared(said) for name in names if name in text]


@pytest.mark.parametrize(
    "words",
    [
        "高层 高度 高价 高温 高中 常住 常见 常用 白天 白酒 白色 金额 金属 石材 方便 方式 方法 万元 黄金 黄酒 马路 马上 林场 林业 江边",
        "夏季 武器 史上 龙虾 雷同 安全 安装 余额 任何 任意 成本 成品 成分 时间 明显 明确 明知 平台 平时 包装 包括 包子 全部 全体 曾经",
        "关于 关系 管理 经营 经过 车辆 车间 车主 房屋 房东 房间 单位 单独 居民 居住 同行 同业 同事 同学 宣传 宣传部门 同行业 路边 路口",
        "查询 查处 支付 解释 解决 应当 能够 强烈 项目 水果 米饭 毛巾 花店 牛肉 羊肉 鱼类 麦片 柴油 池塘 沙发 古董 商品 家里 国家",
        "文件 通知 广告 易燃 红酒 景区 党员 公司 幸好 司机 相关 鹿茸 年龄 信息 原料 步行 种类 税务 区域 官方 占用 线路 脱落 言语 楼道",
    ],
)
def test_no_word_of_the_trade_is_a_name(words: str) -> None:
    assert [word for word in words.split() if looks_like_a_name(word) or names_in(word)] == []
