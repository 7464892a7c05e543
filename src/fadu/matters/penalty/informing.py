# SPDX-License-Identifier: MulanPSL-2.0
"""Who informed of a violation is named in the sealed field alone, where a case begins with a tip-off that was not entered as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.kernel.dwellings import addresses_in
from fadu.kernel.giving_away import in_figures, is_a_foreign_name
from fadu.kernel.letters import spelled_alike
from fadu.kernel.name_words import is_whole_name, looks_like_a_name, looks_like_a_nickname
from fadu.kernel.ordinary_words import is_ordinary, is_somebody, looks_like_a_call_name
from fadu.kernel.spoken_digits import in_digits, in_one_width
from fadu.kernel.word_lists import word_lists
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Collection

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Field

TIP_OFF = "tip_off"
SEALED = "source_contact"
_KEPT = "informant/kept_confidential"
#: the types of fields in which somebody writes freely
_WRITTEN = ("text", "longtext")
#: a telephone number, or an identity number with a day of birth that can be one, in groups or not; what looks otherwise may be an
#: amount, an order or a batch
_NUMBER = re.compile(
    r"(?<!\d)(?:(?:86)?[ -]?1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[- ]\d{7,8}"
    r"|0\d{2,3}[- ]\d{3,4}[- ]\d{4}"
    r"|\d{6}[ -]?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dx])(?![\dx])"
)


LISTS = word_lists("fadu.matters.penalty", "informing.txt")
_words = LISTS.pattern
_WHO = rf"(?<!被){_words('who')}"
#: whose a number is that follows in the same sentence, whatever else is said there
_THEIRS = re.compile(rf"{_WHO}|本人")
#: where what is said of a number begins
_STOP = re.compile(r"[,。;!?、()“”\n]")
#: a number that is another's, openly: of the trader, of a service; its label stands right before it
_ANOTHERS = re.compile(
    r"(?:客服|商家|店家|店主|店内|店里|老板|负责人|投资人|卖家|商户|店铺|门店|网店|该店|该公司|厂家|生产商|供货商|经销商|官方"
    r"|当事人|被举报人|被投诉人|经营者|法定代表人|热线|售后)"
    r"(?:(?!员工|店员|职工|职员|顾客|客户|邻居|同事|家属|亲属|亲戚|前妻|前夫|朋友)[^\d留给后我他她其]){0,8}$"
)
#: a number of nobody: of an order, a parcel, a batch, a licence
_NOBODYS = re.compile(
    r"(?:订单|单号|运单|快递|物流|流水|交易|批号|批次|条码|条形码|编号|编码|代码|许可证|备案|登记号|注册号"
    r"|文号|执照|序列号|机身号|合同号|发票|票号)(?:(?!电话|手机|联系|收货|寄件|[员人])[^\d]){0,8}$"
)
_OF_A_PERSON = re.compile("身份证|公民身份|证件号")
#: numbers beside one another have the label of the first
_BESIDES = re.compile(r"(?:\d[\d -]*[\dx]\s*(?:[、/]|和|或|及)\s*)+$")
#: who informs, named as a form names somebody; “举报人是附近居民” names nobody
_NAME = re.compile(_WHO + r"(?:姓名|名叫|叫|:|“)+\s*[\u4e00-\u9fff·]{2,4}(?=[,。;、(”\s]|电话|手机|$)")
#: what somebody does who informs, right after his name
_DOES = (
    "反映|反应|称|说|讲|诉|述|陈述|来电|来信|来函|来访|来人|来局|来所|到|致电|打电话|拨打"
    "|指认|指称|指证|指出|提供|提交|提出|投诉|举报|检举|控告|报案|报告"
    "|告知|告诉|表示|认为|认出|要求|请求|声称|自称|确认|证实|补充|发现|购买|通过|实名|匿名|多次|再次|当场|亲自"
    "|电话|手机|微信|身份证|在|于|向|是|系|为|的"
)
#: words that are hardly ever a surname after “举报人”: of place, time, company
_NO_NAME = (
    r"(?![向从和由及与经应连因时须越终后能都别]|尚[未不无可在有能欠需]|全[到在都是]|曾[向于在到因从去来是被有多经任为]|常[在来去到]"
    r"|于[\u4e00-\u9fff]{0,2}[内外上里中局所区市店日月年时前后处天晚早])"
)
#: the same in running words (“举报人为王小暖”, “举报人王小暖（电话…）”, “举报人上官云飞反映”), where what follows looks like a name
_RUNNING = re.compile(
    _WHO
    + r"(?:姓名|名字)?(?:为|是|系|\()\s*“?([\u4e00-\u9fff]{2,4}?)(?=[,。;、()”\s\d]|电话|手机|身份证|反映|来电|来信|指认|称|$)"
)
_BESIDE = re.compile(_WHO + rf"\s*“?{_NO_NAME}([\u4e00-\u9fff]{{2,4}}?)(?=[(\d,。;、”]|{_DOES}|$)")
#: whoever informs in other letters: 举报人Wang Xiaoli在场指认
_FOREIGN = re.compile(
    _WHO + rf"(?:姓名|名叫|叫|为|是|系|[:(“])*\s*([a-z]{{2,}}(?:[ ·.-]+[a-z]+)*)\s*(?=[(\d,。;、”]|{_DOES}|$)"
)
#: a name after a word for the whole report, or right before it: 实名举报:张伟, 张伟实名举报
_LABELLED = re.compile(
    rf"(?<!被){_words('labels')}(?:姓名)?\s*[:(“]+\s*([\u4e00-\u9fff·]{{2,4}}?)(?=[(\d,。;、)”\s]|{_DOES}|$)"
    r"|(?:^|[,。;、\s])([\u4e00-\u9fff]{2,4})(?=实名(?:举报|投诉|反映))"
)
#: whose words are taken down: 据小区居民赵小柱讲
_SAYS = re.compile(rf"据([^,。;:、据\d]{{2,14}}?){_words('says')}")
#: those of whom that is written openly
_OPEN = re.compile(_words("open"))
#: where the one who informs lives
_LIVES = re.compile(_WHO + rf"[,(]?(?:的|家庭|家)*{_words('lives')}([^,。;]{{2,30}})")
#: what stands between a name and what its bearer does: a day, to whom, how often
_MEANWHILE = r"(?:\([^()]{1,12}\))?(?:[于在][^,。;、]{1,14}|\d[^,。;、]{0,11}[日号天午晚时]|[昨今当前][日天晚])?(?:多次|再次|当面|匿名|一直)?(?:向[^,。;、]{1,8})?"
_INFORMS = rf"(?={_MEANWHILE}{_words('tells')})"
_TELLS = rf"(?={_MEANWHILE}(?:{_words('tells')}|{_words('also_tells')}))"
_HAN_NAME = rf"“?{_NO_NAME}([\u4e00-\u9fff]{{2,4}}?)”?"
#: whoever may inform, named before what he does: 群众张伟举报, 该店前员工李婷婷反映; at the beginning of a sentence without any word for him
_INFORMING = re.compile(
    rf"{_words('people')}{_HAN_NAME}{_TELLS}"
    rf"|(?<!当事人){_words('staff')}{_HAN_NAME}{_INFORMS}"
    rf"|{_words('lives')}[^,。;]{{2,30}}?的{_HAN_NAME}{_INFORMS}"
    rf"|(?:^|[。;\n])\s*{_HAN_NAME}{_INFORMS}"
)
#: who informs, by what he is and his name: 举报人为该店收银员小杨
_WHO_IS = re.compile(_WHO + r"(?:,|、)?(?:为|是|系|即)?([\u4e00-\u9fff]{3,14}?)(?=[,。;、(”\s\d]|$)")
#: an account before whoever has it and informs: 微信号wxid_8899的网友举报
_HAS_ACCOUNT = re.compile(
    r"(?:微信|qq|抖音|快手|小红书|微博)(?:号码?|名|账号|昵称)*[:为是叫“]*\s*[a-z0-9][\w.@-]{4,}”?的?"
    rf"(?:{_words('people')}|{_words('staff')}|人)[^,。;]{{0,6}}?{_words('tells')}"
)
#: a number in the bureau's own area
_LOCAL = re.compile(
    _WHO + r"的?(?:联系|办公|家庭|住宅)?(?:电话|座机|固话|手机)(?:号码?)?[:为是]*\s*\d{3,4}[- ]?\d{4}(?!\d)"
)
#: what stands in no name: of what is done or was, of how many; 举报人付了款, 举报人有两人
_IN_NO_NAME = re.compile("[了过着没被把也又再还都]|人$")
#: an account or address of the one who informs
_ACCOUNT = re.compile(
    _WHO
    + r"的?(?:微信|qq|q号|支付宝|抖音|快手|小红书|微博|邮箱|电子邮箱|电子邮件|邮件|email|e-mail|账号|帐号|账户)"
    + r"(?:名|号|号码|账号|帐号|昵称|地址)*"
    + r"\s*[:为是叫“]*\s*(?:[a-z][\w.@-]{3,}|[\d][\w.@-]{4,})"
)
#: what the one who informs calls himself
_ALIAS = re.compile(
    _WHO
    + r"的?(?:微信|qq|抖音|快手|小红书)?(?:网名|昵称|化名|绰号|外号|微信名)(?:[:为是叫“]+)\s*(?!不详|未知|未|不|匿名)\w"
)


@guard("informant_not_in_the_open", "举报人的身份信息只填在密封栏", law=_KEPT, version=6)
def informant_not_in_the_open(world: World) -> Verdict:
    """A case that begins with a tip-off says nowhere but in its sealed field who informed: by a number, or by a name that is said to be his.

    A name that stands in the text without any word of whose it is nobody can tell from that of a party; the form says so at its fields.
    """
    if world.value("source") != TIP_OFF:
        return HOLDS
    fields = world.procedure.fields
    openly = [party.name for party in world.state.parties]
    naming = [
        fields[key].title
        for key, value in world.proposed.items()
        if key in fields and _is_open(fields[key]) and _names_somebody(str(value or ""), openly)
    ]
    if not naming:
        return HOLDS
    return Ground(
        code="informant_in_the_open",
        message=f"来源是举报的，“{'、'.join(naming)}”中写有号码或者举报人的姓名，会被多人看到并印在文书上。",
        cites=world.cites(_KEPT),
        remedy=f"举报人的姓名、电话只填在“{fields[SEALED].title}”（密封），其余各栏改称“举报人”；写到别人的号码或者订单号的，在号码前写明（如“商家客服电话”“订单号”）",
    )


def _is_open(field: Field) -> bool:
    """Whether somebody writes freely in a field, and what he writes is not sealed."""
    return field.type in _WRITTEN and not field.sealed


def _names_somebody(text: str, openly: Collection[str] = ()) -> bool:
    """Whether a text names who informed; ``openly`` are the names of the parties, who are none to be kept unnamed."""
    wide = _one_width(in_one_width(text))
    informing = ("".join(names) for names in _INFORMING.findall(wide))
    labelled = (first or second for first, second in _LABELLED.findall(wide))
    said = (*_RUNNING.findall(wide), *_BESIDE.findall(wide), *labelled)
    taken_down = (who for who in _SAYS.findall(wide) if not _OPEN.search(who))
    return (
        any(pattern.search(wide) for pattern in (_NAME, _ACCOUNT, _ALIAS, _LOCAL, _HAS_ACCOUNT))
        or any(_is_whole(name) and not any(name in party for party in openly) for name in informing)
        or any(map(_is_role_and_name, _WHO_IS.findall(wide)))
        or any(map(_is_a_name, said))
        or any(map(is_somebody, taken_down))
        or any(map(is_a_foreign_name, _FOREIGN.findall(wide)))
        or any(any(True for _ in addresses_in(where)) for where in _LIVES.findall(wide))
        or _reaches_somebody(_one_width(in_digits(text)))
        or _reaches_somebody(wide)
        or _reaches_somebody(_one_width(in_figures(in_one_width(text))))
    )


def _is_a_name(word: str) -> bool:
    """Whether a word right after who informs is his name, or what he is called among colleagues."""
    kinds = (looks_like_a_name, looks_like_a_nickname, looks_like_a_call_name)
    return any(looks(word) for looks in kinds) and not _IN_NO_NAME.search(word)


def _is_whole(word: str) -> bool:
    """Whether a word before what an informant does is a name, and no word that everybody says."""
    return _is_a_name(word) and (not is_ordinary(spelled_alike(word)) or is_whole_name(spelled_alike(word)))


def _is_role_and_name(words: str) -> bool:
    """Whether words are what somebody is and then what he is called: 该店收银员小杨."""
    role = re.search(rf"(?:{_words('people')}|{_words('staff')})([\u4e00-\u9fff]{{2,4}})$", words)
    return role is not None and _is_whole(role[1])


def _reaches_somebody(text: str) -> bool:
    """Whether a number stands in a text that may be that of a person to be kept unnamed."""
    return any(not _is_anothers(text[: number.start()]) for number in _NUMBER.finditer(text))


def _is_anothers(before: str) -> bool:
    """Whether the words right before a number say that it is another's or nobody's."""
    label = _STOP.split(_BESIDES.sub("", before).rstrip("( "))[-1]
    if _THEIRS.search(label):
        return False
    return bool(_ANOTHERS.search(label) or (_NOBODYS.search(label) and not _OF_A_PERSON.search(label)))


def _one_width(text: str) -> str:
    """A text with one kind of case, of blank and of dash between digits."""
    wide = text.casefold()
    return re.sub(r"(?<=\d)\s*[‐-―.·-]\s*(?=\d)", "-", re.sub(r"(?<=\d)\s+(?=\d)", " ", wide))
