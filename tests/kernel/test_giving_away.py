# SPDX-License-Identifier: MulanPSL-2.0
"""What of a sealed text gives somebody away: each piece that is no ordinary word, found in open texts however it is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fadu.kernel.dwellings import flats_in
from fadu.kernel.giving_away import as_compared, gives_away, may_give_away
from fadu.kernel.letters import spelled_alike


def says(text: str, sealed: str) -> bool:
    """Whether a text says what in a sealed one can only be a person."""
    return any(piece in way for way in as_compared(text) for piece in gives_away(sealed))


def may_say(text: str, sealed: str) -> bool:
    """Whether a text says what in a sealed one may be a person."""
    return any(piece in way for way in as_compared(text) for piece in may_give_away(sealed))


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("小芳，13700990077", "小芳反映店内有过期食品"),
        ("员工小芳 13700990077", "该店员工小芳反映店内有过期食品"),
        ("员工小芳", "小芳反映店内有过期食品"),
        ("员工小芳", "举报人、该店员工小芳在场指认"),
        ("店员阿珍 13700990077", "阿珍说店内有过期食品"),
        ("老王头 13700990077", "老王头反映店内有过期食品"),
        ("Wang Xiaoli 13700990077", "Wang Xiaoli反映店内有过期食品"),
        ("Wang Xiaoli 13700990077", "wang xiaoli反映"),
        ("Wang Xiaoli 13700990077", "WANGXIAOLI反映"),
        ("Wang Xiaoli 13700990077", "Xiaoli Wang反映"),
        ("Wang Xiaoli 13700990077", "Ms. Wang来电"),
        ("Wang Xiaoli，13700990077", "已联系Ｘｉａｏｌｉ"),
        ("John Smith 13700990077", "John Smith反映"),
        ("John Smith 13700990077", "john来电"),
        ("John Smith", "J. SMITH来电"),
        ("Li Na 13700990077", "li na反映"),
        ("白露生，住阳光花园3幢2单元501室", "住阳光花园3幢2单元501室的居民反映"),
        ("白露生，住阳光花园3幢2单元501室", "3幢2单元501室的居民反映"),
        ("白露生，住阳光花园3幢2单元501室", "阳光花园三幢二单元五〇一室的住户"),
        ("白露生，住阳光花园３幢２单元５０１室", "3栋2单元501室"),
        ("白露生，家住阳光花园3幢2单元501室", "阳光花园3-2-501的住户"),
        ("白露生，家住阳光花园3-2-501", "阳光花园3-2-501的住户"),
        ("王女士 0571-85551234", "5551234来电"),
        ("王女士 0571-85551234", "电话8555 1234"),
        ("王女士 13700990077", "尾号0077的机主来电"),
        ("王女士 13700990077", "尾号为０２７７、尾号是0077的两个号码"),
        ("王女士 13700990077", "手机后四位0077"),
        ("王女士 13700990077", "以0077结尾的号码"),
        ("小芳的姐姐小丽 13700990077", "小丽反映"),
        ("小芳的姐姐小丽 13700990077", "小芳反映"),
        ("清河镇小芳", "小芳反映"),
        ("包子铺的小芳", "小芳来电"),
        ("网名：夜猫子", "夜猫子留言"),
        ("芳姐 13700990077", "芳姐反映"),
        ("A姐，13700990077", "a姐反映"),
        ("Tony老师，13700990077", "tony反映"),
        ("微信 bailusheng", "bailusheng留言"),
        ("QQ 123456", "账号123456"),
        ("bai@example.com", "发自 bai@example.com"),
        ("小 芳 13700990077", "小芳反映"),
        ("小芳13700990077", "小　芳反映"),
        ("老客户阿珍（女）", "阿珍在场"),
        ("居民：桂香", "桂香来访"),
        ("王晓丽 13700990077", "晓丽反映"),
        ("买买提·艾力，13700990077", "艾力反映"),
        ("阿依古丽·买买提", "买买提反映"),
        ("王女士 13700990077", "137****0077来电"),
        ("车牌浙A·12345", "浙A12345的车主"),
        ("六楼刘阿姨", "刘阿姨反映"),
        ("豆豆妈，13700990077", "豆豆妈反映"),
        ("翠花", "翠花来电"),
        ("李婷婷，13612340088", "婷婷来电反映"),
        ("李婷婷，13612340088", "136１234ＯＯ88来电反映"),
        ("李婷婷，13612340088", "电话l36l234oo88"),
        ("阿依古丽 13700990077", "古丽反映"),
        ("张伟，平台订单收货人", "张伟反映"),
        ("诸葛亮亮、小芳", "小芳在场"),
        ("江A·D12345", "江AD12345的车主"),
        ("7号楼王大妈", "王大妈反映"),
        ("661234", "电话661234"),
    ],
)
def test_a_piece_of_a_sealed_text_is_seen_in_an_open_one(sealed: str, text: str) -> None:
    assert says(text, sealed)


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("员工，13700990077", "该店员工在场，店员也在场"),
        ("附近居民，不愿透露姓名", "举报人不愿透露姓名，系附近居民"),
        ("老客户，13700990077", "该店老客户均收到短信"),
        ("老板娘，13700990077", "老板娘在场"),
        ("12315平台，13700990077", "12315平台转来，单号202301120001234567"),
        ("白露生，住阳光花园3幢2单元501室", "阳光花园门口的水果店"),
        ("白露生，住阳光花园3幢2单元501室", "当事人在阳光花园1幢底商经营"),
        ("白露生，住清河区向阳路12号", "当事人在向阳路18号经营"),
        ("白云小区居民，13700990077", "白云小区居民多次反映"),
        ("万达广场保安，13700990077", "万达广场保安在场"),
        ("天天超市员工，13700990077", "天天超市销售过期食品"),
        ("食品公司员工，13700990077", "食品公司销售过期食品"),
        ("小红书用户，13700990077", "小红书上的广告"),
        ("小程序用户，13700990077", "小程序中的广告"),
        ("iPhone用户，13700990077", "销售iPhone手机"),
        ("微信WiFi密码，13700990077", "店内有WiFi，可以用微信支付"),
        ("阿里巴巴店铺买家，13700990077", "阿里巴巴网店的商品"),
        ("张江路居民，13700990077", "张江路有多家店铺"),
        ("Wang Xiaoli 13700990077", "广告称“WANGWANG”牌最佳"),
        ("John Smith 13700990077", "Johnson牌商品"),
        ("Li Na 13700990077", "Carolina牌商品，Linabell玩偶"),
        ("白露生", "“Wang”牌、“Wang Xiaoli”牌商品"),
        ("王女士 13700990077", "货值10077元，共77件"),
        ("王女士 13700990077", "订单尾号8866"),
        ("王女士 0571-85551234", "区号0571，热线12315"),
        ("小芳，13700990077", "小区芳香，店内小店面"),
        ("老王头 13700990077", "老头、王老吉、龙头企业"),
        ("女，37岁，13700990077", "37岁的当事人，女"),
        ("晚上方便，13700990077", "该店晚上营业"),
        ("下班后联系，13700990077", "下班后到店检查"),
        ("请先发短信，13700990077", "请先发短信通知当事人"),
        ("有事请打电话，13700990077", "有事请打电话"),
        ("孕妇，13700990077", "该产品孕妇禁用"),
        ("退休教师，13700990077", "向退休教师推销保健品"),
        ("大学生，13700990077", "大学生为主要消费者"),
        ("快递员，13700990077", "快递员送达"),
        ("匿名", "匿名举报"),
        ("石斛种植户 万春", "石斛种植"),
        ("海尔售后 周师傅 13612340088", "海尔冰箱"),
        ("万科业主，13612340088", "万科物业"),
        ("周大福柜员 13612340088", "周大福黄金"),
        ("李锦记打假 13612340088", "李锦记蚝油"),
        ("老干妈公司法务 13612340088", "老干妈辣酱"),
        ("华为代理商员工 13612340088", "华为手机壳"),
        ("林清轩专柜柜员 13612340088", "林清轩面霜"),
        ("小米用户 13612340088", "小米手环"),
        ("晨光文具经销商 13612340088", "晨光文具"),
        ("张伟，平台订单收货人，订单号6923450657713", "订单号6923450657713的商品为假冒"),
        ("员工，工号10086", "10086元充值卡，工号10086"),
        ("周老师 0571-85551234", "加油机编号85551234"),
        ("王女士，付款1200000元", "货值1200000元"),
        ("王女士，批号20230112001", "批号20230112001"),
        ("王国庆，13700990077", "国庆期间开展促销"),
        ("车牌浙A12345", "当事人的浙A99999号车"),
        ("赵科长 85551234", "科长在场"),
        ("王大伯 13700990077", "一名大伯在场"),
        ("邻居阿姨，13700990077", "一名阿姨在场"),
        ("隔壁店老板，13700990077", "隔壁店的老板在场"),
        ("接线员转来，13700990077", "接线员转来的工单"),
        ("工单编号202301120001，请尽快回复", "请尽快回复，工单编号202301120002"),
        ("留言：不方便接电话", "举报人不方便接电话"),
        ("学校家长群，13700990077", "学校门口的食品"),
        ("王女士，1988年5月生", "2022年5月生产"),
        ("王女士，3月12号来电", "3月12号检查"),
        ("清河区公安局 张警官 85551234", "清河区公安局移送"),
        ("男，身份证330102199001011234", "男性顾客，3301号"),
        ("3号楼居民", "油烟扰民，该楼居民多次劝说"),
        ("2单元住户", "该单元住户多次劝说"),
        ("110", "货值1100元的过期食品，110转来"),
        ("12345", "12345转来，货值12345元"),
        ("江A·D12345", "销售iPad、adidas运动鞋"),
        ("居民，住清河村3组", "当事人在清河村3组经营"),
        ("居民，住阳光花园3幢", "阳光花园3幢底商"),
    ],
)
def test_ordinary_words_places_and_brands_are_said_beside_a_sealed_text(sealed: str, text: str) -> None:
    assert not says(text, sealed), [
        piece for way in as_compared(text) for piece in gives_away(sealed) if piece in way
    ]


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("白露生，住清河区向阳路12号", "向阳路12号的居民反映"),
        ("微信名月饼 13700990077", "月饼反映店内有过期食品"),
        ("昵称“美丽”，13700990077", "美丽反映"),
        ("翠花，女，37岁", "翠花来电"),
        ("邻居胖子", "胖子反映"),
        ("保洁员 秀英", "秀英在场指认"),
        ("Иванов 13700990077", "иванов反映"),
        ("盒马鲜生骑手，13612340088", "反映盒马鲜生门店用过期牛奶"),
        ("康师傅公司打假部 刘工 13612340088", "销售假冒康师傅方便面"),
        ("海天公司维权代表 何俊 13612340088", "销售假冒海天酱油"),
        ("蒙牛经销商 高先生 13612340088", "销售过期蒙牛纯牛奶"),
        ("举报人：同一商场的“衣恋”专柜店员", "化妆品专柜销售过期面膜"),
        ("百姓大药房职工 孙丽 13612340088", "百姓大药房货架上"),
        ("apple用户，13612340088", "销售假冒Apple耳机"),
        ("王经理，某品牌代理商", "自称某品牌总代理商"),
        ("李婷婷，13612340088，在新天地百货购买连衣裙", "在新天地百货购买的连衣裙成分与标签不符"),
        ("热心市民 万达", "万达广场"),
        ("微信名：阳光", "阳光玫瑰葡萄"),
        ("网名 开心果", "开心果产地"),
        ("线索提供人姓名高山", "高山云雾茶"),
        ("同仁堂店员，13612340088", "同仁堂药品"),
        ("星巴克顾客，13612340088", "星巴克门店"),
        ("Nike店长 13612340088", "假冒Nike运动鞋"),
        ("Apple Watch用户 13612340088", "销售Apple Watch手表"),
        ("住清河区向阳路12号", "当事人在向阳路12号经营"),
        ("居民，住清河村3组", "当事人在清河村3组经营"),
        ("王守义公司维权 13612340088", "王守义十三香"),
    ],
)
def test_what_may_be_somebody_or_a_brand_or_where_he_works_is_no_more_than_asked(
    sealed: str, text: str
) -> None:
    assert not says(text, sealed), [
        piece for way in as_compared(text) for piece in gives_away(sealed) if piece in way
    ]
    assert may_say(text, sealed)


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("李国强", "该店销售的插座没有中国强制性产品认证标志"),
        ("李国强", "王国强先生在场"),
        ("方明", "对方明知商品过期仍销售"),
        ("方明", "对方明说不退"),
        ("易明", "交易明细见附件"),
        ("于明", "该店将于明日搬走"),
        ("王桂花", "销售过期桂花糕"),
        ("张玉兰", "销售假冒玉兰油化妆品"),
        ("孙晓明", "收费标准公晓明示"),
        ("李国广", "违反《中华人民共和国广告法》"),
        ("刘和国", "违反《中华人民共和国广告法》"),
        ("陈家明", "商家明知过期仍销售"),
        ("孙家强", "商家强制收取开瓶费"),
        ("李家宝", "商家宝贝页面"),
        ("刘家诚", "商家诚信"),
        ("李品强", "产品强制搭售"),
        ("陈国华", "中国华润大厦、中国华为门店"),
    ],
)
def test_two_letters_within_ordinary_words_are_no_more_than_asked(sealed: str, text: str) -> None:
    assert not says(text, sealed)
    assert may_say(text, sealed)


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("李国强", "国强反映"),
        ("李国强", "国强先生来电"),
        ("李国强", "到店的是国强，他指认"),
        ("李国强", "已联系国强的家人"),
        ("李国强", "国 强"),
        ("李国强", "该店李国强制作"),
        ("方明", "方明反映"),
        ("方明", "举报人方明称"),
        ("方明", "据方明所述"),
    ],
)
def test_two_letters_that_stand_as_a_word_and_full_names_give_somebody_away(sealed: str, text: str) -> None:
    assert says(text, sealed)


_NICKNAMES = st.builds("{}{}".format, st.sampled_from("小阿"), st.sampled_from("芳珍娟英霞婷倩琪萍蓉菊岚璐"))
_GIVEN = st.builds("{}{}".format, st.sampled_from("桂翠秀淑彩"), st.sampled_from("芳珍娟霞婷倩琪萍蓉菊岚璐"))
_NAMES = st.builds("{}{}".format, st.sampled_from(["白", "赵", "刘", "欧阳", "诸葛"]), _GIVEN)
_FOREIGN = st.builds(
    "{} {}".format,
    st.sampled_from(["Wang", "John", "Maria", "Olga"]),
    st.sampled_from(["Xiaoli", "Smith", "Fernandez"]),
)
_FLATS = st.builds(
    "住{}{}幢{}单元{}室".format,
    st.sampled_from(["阳光花园", "白云小区", "清河区锦绣家园"]),
    st.integers(1, 99),
    st.integers(1, 9),
    st.integers(101, 2999),
)
_NUMBERS = st.builds("13{}{:08d}".format, st.integers(0, 9), st.integers(0, 99999999))
_PIECES = st.one_of(_NICKNAMES, _GIVEN, _NAMES, _FOREIGN, _FLATS, _NUMBERS)


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(_PIECES, min_size=1, max_size=4),
    label=st.sampled_from(["", "员工", "举报人", "邻居", "居民", "该店店员", "老客户"]),
    joint=st.sampled_from(["，", "、", " ", "；", "/", "（"]),
    before=st.sampled_from(["", "该店员工", "据", "已联系", "与", "住户"]),
    after=st.sampled_from(["", "反映", "的电话", "，女", "在场指认", "称店内有过期食品"]),
)
def test_whatever_piece_of_a_sealed_text_an_open_one_repeats_is_seen(
    pieces: list[str], label: str, joint: str, before: str, after: str
) -> None:
    sealed = label + joint.join(pieces)

    texts = [f"{before}{piece}{after}" for piece in pieces]
    assert all(says(text, sealed) or may_say(text, sealed) for text in texts)


@settings(max_examples=150, deadline=None)
@given(
    place=st.sampled_from(["清河区", "江北市", "", "阳光"]),
    called=st.text("百姓康春光福禄金源海天明月大新华丽王李张", min_size=2, max_size=3),
    trade=st.sampled_from(["大药房", "商贸", "食品", "饭店", "超市", "服装店", "包子铺"]),
    form=st.sampled_from(["有限公司", "", "（个体工商户）"]),
    role=st.sampled_from(["职工", "员工", "店员", "前员工", "顾客", "会计"]),
    name=st.sampled_from(["赵桂芳", "欧阳淑琴", "小芳", "孙翠翠"]),
    number=_NUMBERS,
)
def test_a_party_whose_employee_informs_is_named_in_every_text(
    place: str, called: str, trade: str, form: str, role: str, name: str, number: str
) -> None:
    party = f"{place}{called}{trade}{form}"
    sealed = f"{called}{trade}{role} {name} {number}"
    texts = as_compared(f"经现场检查，{party}货架上有过期食品，地点{called}{trade}")
    pieces = [piece for piece in gives_away(sealed) if spelled_alike(piece) not in spelled_alike(party)]
    assert not [piece for text in texts for piece in pieces if piece in text]


def test_a_flat_is_known_by_its_house_staircase_and_number() -> None:
    assert set(flats_in("清河区阳光花园三幢二单元501室")) == {
        "3幢2单元501室",
        "3栋2单元501室",
        "3号楼2单元501室",
        "3座2单元501室",
    }
    assert list(flats_in("清河区向阳路12号")) == []
