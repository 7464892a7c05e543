# SPDX-License-Identifier: MulanPSL-2.0
"""What of a penalty the text of a correction names: sums, kinds, a licence, a term; not the names, addresses and numbers it mends."""

from __future__ import annotations

import re

from fadu.kernel.sums_in_words import bare_sums, sums_said

_QUOTES = r"“[^”]*”|「[^」]*」|‘[^’]*’|\"[^\"]*\""
_QUOTED = re.compile(_QUOTES)
#: a clause; quotes and the comma within a number tear it not apart
_CLAUSE = re.compile(rf"(?:{_QUOTES}|(?<=\d)[,，](?=\d{{3}})|[^，,。；;\n])+")
_TITLE = re.compile(r"《[^》]*》")
#: the account, the bank at which a fine is paid: not what it comes to
_WHERE_TO_PAY = re.compile(
    r"(?:罚没?款|没收款)的?(?:缴纳|缴款|代收|代缴|收缴|收款|专用|缴入|收据|票据)+的?[^，。；罚]{0,4}?"
    r"(?:[账帐][户号]|户名|银行|支行|机构|地点|地址|网点|专户|二维码|编号|号码)"
)
#: what of the party or of the paper a clause mends
_LABEL = re.compile(
    r"姓名|名称|字号|住所|住址|地址|经营场所|门牌|身份证|信用代码|法定代表人|负责人|经营者|代理人|联系人|电话|邮编|性别|年龄|民族|籍贯"
    r"|[账帐][户号]|户名|银行|支行|网点|文号|案号|编号|号码|落款|页码|执法人员|商标|品名|日期|时间"
)
#: what a clause mends beside it, so that it is not of names alone
_SUBSTANCE = re.compile(r"金额|数额|处罚|期限|[一二三四五六七八九十几数两\d]倍")
#: words for what is imposed: no name, address or number has them
_IMPOSED = re.compile(
    r"罚款|罚没|没收|吊销|暂扣|(?:撤销|撤回|收回|收缴|注销|降低|取消)[^，。；]{0,12}(?:许可|执照|资质|资格|证书|等级)"
    r"|停产|停业|停止(?:生产|经营|营业|执业|销售|使用)|责令|关闭|限制(?:开展|从业|生产|经营)|禁止|不得(?:从事|再|申请|担任)|从业限制|终身|拘留|驱逐"
    r"|通报批评|处罚(?:种类|内容|数额|幅度|金额|期限|结果)|从[轻重]|[减加][轻重]|(?:[并加单免]|不予)处?罚"
)
_NUMBER = r"[\d零〇一二两三四五六七八九十百半数几]+"
#: a warning; how often; how long: three months, two years, within ten days; not the parts of a date, 12个月饼, 三年级
_OTHERS = re.compile(
    rf"警告(?!信|牌|标)|{_NUMBER}(?:\.\d+)?\s*倍|[翻加]倍|减半"
    rf"|{_NUMBER}个半?(?:月(?![饼球季亮])|工作日|自然日|星期|周)|{_NUMBER}(?:日|天|周|年)(?:以内|以上|以下|之内|内)|{_NUMBER}天|半年"
    r"|(?<![\d零〇一二两三四五六七八九十])[一二两三四五六七八九十]{1,2}年(?![级度]|[零〇一二三四五六七八九十\d]{1,2}月)|期限"
)
_DAYS = re.compile(rf"(?<![月\d零〇一二三四五六七八九十]){_NUMBER}日(?![期常化用])")
_DATE = re.compile(rf"月{_NUMBER}日")
#: a number that stands alone in quotes, no year: “50000”
_ALONE = re.compile(r"(?<=[“「‘\"])(?!(?:19|20)\d\d[”」’\"])\d[\d,]{2,9}(?:\.\d+)?(?=[”」’\"])")
#: words that make a small number in characters a sum: 王二元 and 二十块 alone are none
_MONEY = re.compile(r"[罚款金额价费币￥缴]|所得|货值")


def penalty_words(text: str) -> list[str]:
    """What of a penalty a text of correction names, as it says it; nothing where it certainly mends a slip alone.

    >>> penalty_words("罚款数额“伍万”更正为“伍佰万”")
    ['罚款', '伍万', '伍佰万']
    >>> penalty_words("当事人姓名“王二元”更正为“王二园”，住所更正为三元区十二号")
    []
    """
    plain = _WHERE_TO_PAY.sub("缴款账号", _TITLE.sub("", text))
    words = [word for clause in _CLAUSE.finditer(plain) for word in _named(clause[0])]
    return list(dict.fromkeys(words))


def _named(clause: str) -> list[str]:
    imposed, label = [one[0] for one in _IMPOSED.finditer(clause)], _QUOTED.sub("", clause)
    if not imposed and _LABEL.search(label) and not _SUBSTANCE.search(label):
        return []
    sums = [one for one in sums_said(clause) if not _is_small(one) or _MONEY.search(clause)]
    others = [one[0] for one in (*_OTHERS.finditer(clause), *_ALONE.finditer(clause))]
    days = [] if _DATE.search(clause) else [one[0] for one in _DAYS.finditer(clause)]
    return [*imposed, *sums, *bare_sums(clause), *others, *days]


def _is_small(words: str) -> bool:
    return words.endswith("块") or (len(words) == 2 and not words[0].isdecimal())
