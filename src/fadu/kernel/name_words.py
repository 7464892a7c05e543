# SPDX-License-Identifier: MulanPSL-2.0
"""The words of a text that name somebody, and whether another text says one of them: each by itself, however it is spelled.

One field often holds a name and a number (“白露生，13700990077”). A text that says either names whoever the field is about, and says
the two together hardly ever. What is no name (`plain_words.txt`: 电话、店员、匿名) names nobody, and a text may say it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from fadu.kernel.letters import HAN, spelled_alike
from fadu.kernel.spoken_digits import in_digits, without_spoken_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

#: the fewest digits of a number by which somebody is reached or known
SHORTEST_NUMBER = 7
#: the fewest digits of one written as a whole: further digits beside it are another
_WHOLE = 11
_HAN = f"[{HAN}]"
#: a letter that stands alone before a blank belongs to the next one: 张 三
_APART = re.compile(rf"(?<!{_HAN})({_HAN})\s+(?={_HAN})")
_RUN = re.compile(rf"{_HAN}(?:[·・•‧∙⋅]?{_HAN})*")
#: what stands between the parts of a name of another tongue
JOINT = re.compile("[·・•‧∙⋅]")
#: numbers with what stands between their digits
_CHAIN = re.compile(r"\d[\d \-.‐-―()]*")
#: a mobile number whatever stands between its groups, and one digit of a name before it: 137/0099/0077, 陆一三七零零九九零零七七
_MOBILE = re.compile(r"(?<!\d)\d?(1[3-9]\d(?:[\s\-./、,]{0,3}\d{4}){2})(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
#: names of accounts and addresses of mail
_ACCOUNT = re.compile(r"(?=[\w.@-]*[\d@_])[A-Za-z][A-Za-z0-9_.@-]{5,}")
#: what stands before a number that is the same without it: the country, the area
_BEFORE = re.compile(r"86(?=1\d{10}$)|0(?:10|2\d|[3-9]\d\d)(?=\d{7,8}$)")


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern of words as they are compared."""
    return re.compile(spelled_alike(pattern))


TITLES = (
    "先生|女士|小姐|太太|夫人|老师|师傅|师父|同志|经理|老板|老板娘|警官|医生|大夫|护士|教授|律师|会计|工程师|主任|主管|科长|局长|校长|厂长|店长|"
    "村长|队长|站长|班长|组长|书记|支书|总|工|大伯|大叔|大爷|大妈|大娘|大姐|大哥|大嫂|大婶|大姨|大舅|二哥|二姐|阿姨|阿婆|阿公|阿叔|阿伯|"
    "爷爷|奶奶|外公|外婆|叔叔|叔|伯伯|伯父|伯母|老伯|老汉|老爷子|老太太|老太|老|婶婶|婶子|婶|嫂子|嫂|哥|姐|姨|公公|婆婆|妈妈|爸爸|妈|爸|某某|某"
)
_TITLE = _words(f"(?:{TITLES})$")
#: how words end that are called so after a place, or after a house, not after somebody
NAMES_A_PLACE = _words(
    "(?:[省市区县镇乡村路街巷弄号楼室栋幢座层组园城桥店铺厂院校馆厅部]|社区|小区|单元|大道|广场|大厦)$"
)
NAMES_A_HOUSE = _words("(?:公司|[局所委会处科队站报社台店厂院校馆厅部室]|集团|银行|中心|超市|市场|商场)$")
#: how a business is called, up to its kind: what stands before in one word with it is its name and nobody's
_KINDS = "公司|集团|超市|饭店|酒店|餐馆|餐厅|药店|商店|商行|商场|门店|水果店|医院|学校|银行|工厂|市场|合作社"
_BUSINESS = re.compile(f"^.*(?:{spelled_alike(_KINDS)})")
#: what is counted: the days of somebody's birth, floors and rooms
_COUNTED = re.compile(r"(?<=\d)(?:[年月日](?:出?生)?|[号栋幢]楼|单元|[号岁室栋幢楼层元])")
#: how public bodies are called: who passes a matter on is named openly, and is nobody to be kept unnamed
NAMES_A_BODY = _words("(?:局|委|委员会|政府|办|办事处|法院|检察院|海关|支队|大队|监管所|管理所|派出所)$")
#: how somebody is called among colleagues, where it stands by itself: 小白、老王
_CALLED = re.compile(f"[{spelled_alike('小老阿')}]{_HAN}")
#: what may follow a name without a stop
_FOLLOWS = _words("(?=[系是为住在称说讲于向该因从之和与及跟])")
#: what ends no name: 王伟在
_VERB = _words("[系是住在称说讲该]$")
#: what never stands in a name
_OF = _words("[的]")
#: who comes after another
_JOINED = _words("^[之和与及跟]")
#: where a place ends within a word, and somebody of that place may begin
_FROM_PLACE = _words("(?:[省市区县镇乡村路街巷弄号楼室栋幢组店铺厂院校馆部]|社区|小区|单元|大厦)")
#: words by themselves before which stands what a place or a house is called: 白云小区, 万达广场
CALLS = _words(
    "(?:小区|广场|公园|花园|公寓|山庄|林场|农场|牧场|园区|景区|车站|社区|大厦|大道|市场|商场|超市|公司|平台|医院|学校|饭店|酒店|宾馆|药店|餐馆)"
)
#: whom a word means that stands before a name: 店员张城
_SOMEBODY = _words("[员人主长者师工客户民友]$")


def names_in(text: object) -> tuple[str, ...]:
    """The words of a text that name somebody, as they are compared: the whole, what looks like a name, and long numbers.

    >>> names_in("白露生，13700990077")
    ('白露生,13700990077', '白露生', '13700990077')
    >>> names_in("店员 白 露 生（電話 137-0099-0077）")[1:], names_in("王女士 0571-85551234")[1:]
    (('白露生', '13700990077'), ('王女士', '85551234'))
    >>> names_in("司马懿的弟弟")[1:], names_in("陈家村王大伯 一三七零零九九零零七七")[1:]
    (('司馬懿',), ('王大伯', '13700990077'))
    >>> names_in("匿名群众，电话不详"), names_in("市公安局")
    ((), ())
    """
    wide = folded(text)
    words = [*_names(wide), *_numbers(wide), *_numbers(in_digits(wide)), *_accounts(wide)]
    whole = spelled_alike(text)
    if len(whole) > 1 and (words or not is_plain(whole)) and not NAMES_A_BODY.search(whole):
        words.insert(0, whole)
    return tuple(dict.fromkeys(words))


def looks_like_a_name(word: str) -> bool:
    """Whether a word by itself looks like the name of a person: a surname and one or two letters, no ordinary word.

    >>> [word for word in ("白露生", "欧阳修文", "孙女士", "常来", "附近居民") if looks_like_a_name(word)]
    ['白露生', '欧阳修文', '孙女士']
    """
    plain = spelled_alike(word)
    return _has_surname(plain) and (not is_plain(plain) or _so_called().fullmatch(plain) is not None)


def looks_like_a_nickname(word: str) -> bool:
    """Whether a word by itself is what somebody is called among colleagues.

    >>> looks_like_a_nickname("小白"), looks_like_a_nickname("小区")
    (True, False)
    """
    plain = spelled_alike(word)
    return bool(_CALLED.fullmatch(plain)) and plain[1] in _surnames() and bool(pieces(plain))


def folded(text: object) -> str:
    """A text in one width, without signs nobody sees, and letters of a name brought together."""
    wide = unicodedata.normalize("NFKC", str(text))
    return _APART.sub(r"\1", "".join(sign for sign in wide if unicodedata.category(sign) != "Cf"))


def without_counts(text: str) -> str:
    """A text with blanks where something is counted: 37岁, 1980年生."""
    return _COUNTED.sub(" ", text)


def _names(text: str) -> Iterator[str]:
    """What looks like a name: a surname with one or two letters, or with a title; what is all of its word may end as a place does."""
    for run in _RUN.findall(without_counts(without_spoken_numbers(text))):
        if JOINT.search(run):
            parts = [spelled_alike(part) for part in JOINT.split(run)]
            yield "".join(parts)
            yield from (part for part in parts[:1] if len(part) > 2)
            continue
        plain = spelled_alike(run)
        if looks_like_a_nickname(plain):
            yield plain
        before, last = plain[:-3], plain[-3:]
        if is_whole_name(last) and (not before or (_SOMEBODY.search(before) and not pieces(before))):
            yield last
        yield from (called[1] for called in _so_called().finditer(plain) if pieces(called[1]))
        rest = _BUSINESS.sub("", plain)
        for piece in pieces(rest):
            if CALLS.match(rest, rest.find(piece) + len(piece)):
                continue
            before = rest.removesuffix(piece)
            stands_alone = before != rest and (not before or _SOMEBODY.search(before) is not None)
            yield from _names_of(piece, may_be_a_place=stands_alone)


def is_whole_name(plain: str) -> bool:
    """Whether three letters by themselves are a name, though an ordinary word stands in them: 王国庆, 黄金荣."""
    return (
        len(plain) == 3
        and _has_surname(plain)
        and bool(pieces(plain))
        and not NAMES_A_HOUSE.search(plain)
        and not NAMES_A_PLACE.search(plain)
    )


def _names_of(word: str, *, may_be_a_place: bool) -> Iterator[str]:
    """The names that a word without ordinary ones is made of, each by itself."""
    for part in _OF.split(word):
        name = _name(part, may_be_a_place=may_be_a_place)
        if name:
            yield name
            if part.startswith(name) and (joined := _JOINED.sub("", after := part[len(name) :])) != after:
                yield from _names_of(joined, may_be_a_place=may_be_a_place)
        else:
            rests = (part[cut.end() :] for cut in _FROM_PLACE.finditer(part))
            yield from [name for rest in rests if (name := _name(rest, may_be_a_place=False))][:1]


def _name(piece: str, *, may_be_a_place: bool) -> str:
    """The name that a word without ordinary ones is or begins with; empty where it is none."""
    if len(piece) == 3 and _VERB.search(piece):
        piece = piece[:2]
    base = _TITLE.sub("", piece)
    if base != piece and not _has_surname(piece):
        return base if _fits(base, may_be_a_place=may_be_a_place) else piece if base in _surnames() else ""
    starts = (piece[: cut.start()] for cut in _FOLLOWS.finditer(piece))
    begins = "" if _has_surname(piece) else next(filter(_has_surname, starts), "")
    if not begins and base != piece and _fits(base, may_be_a_place=may_be_a_place):
        return base
    return begins or (piece if _fits(piece, may_be_a_place=may_be_a_place) else "")


def _fits(word: str, *, may_be_a_place: bool) -> bool:
    """Whether a word may be a name: without a surname it is an ordinary word as likely (食品、天天), which open texts have to say."""
    return (
        _has_surname(word)
        and not is_plain(word)
        and not NAMES_A_HOUSE.search(word)
        and (may_be_a_place or not NAMES_A_PLACE.search(word))
    )


def _has_surname(word: str) -> bool:
    """Whether a word is a surname with one or two letters after it."""
    surnames = _surnames()
    return (word[:1] in surnames and len(word) in (2, 3)) or (word[:2] in surnames and len(word) in (3, 4))


def _numbers(text: str) -> Iterator[str]:
    """The long numbers; digits apart are one number where none of them is long by itself. Days are none."""
    for chain in _CHAIN.findall(text):
        parts = re.findall(r"\d+", chain)
        groups = [(is_whole, list(group)) for is_whole, group in groupby(parts, _is_number)]
        numbers = [
            number for is_whole, group in groups for number in (group if is_whole else ["".join(group)])
        ]
        yield from (_BEFORE.sub("", number) for number in numbers if _is_number(number))
    for number in _MOBILE.findall(text):
        yield "".join(sign for sign in number if sign.isdecimal())


def _is_number(digits: str) -> bool:
    return len(digits) >= SHORTEST_NUMBER and not (len(digits) < _WHOLE and _DAY.match(digits))


def _accounts(text: str) -> Iterator[str]:
    return map(spelled_alike, _ACCOUNT.findall(text))


def pieces(run: str) -> list[str]:
    """What is left of a run of letters without its ordinary words."""
    return [piece for piece in _parting().split(run) if piece]


def is_plain(plain: str) -> bool:
    """Whether nothing is left of a text without its ordinary words."""
    rest = "".join(sign for sign in _parting().sub("", plain) if sign.isalnum())
    return len(rest) < 2 or not _TITLE.sub("", rest)


@cache
def _surnames() -> frozenset[str]:
    """The surnames of one letter and of several, as they are compared."""
    single, several = data("surnames.txt").splitlines()
    return frozenset(map(spelled_alike, [*single, *several.split()]))


@cache
def _so_called() -> re.Pattern[str]:
    """A surname with a title, at the beginning of a word or after a place or what joins: 王会计, 陈家村王大伯."""
    surnames = "|".join(sorted(_surnames(), key=len, reverse=True))
    titles = spelled_alike("|".join(each for each in TITLES.split("|") if len(each) > 1))
    return re.compile(
        f"(?:^|(?<=[{spelled_alike('村路街区镇乡号楼室店的和与系是叫')}]))((?:{surnames})(?:{titles}))"
    )


@cache
def plain_words() -> frozenset[str]:
    """What is no name, as it is compared."""
    return frozenset(map(spelled_alike, data("plain_words.txt").split()))


@cache
def _parting() -> re.Pattern[str]:
    """What is no name, the longest first; a word of one letter only where nothing else stands."""
    words = sorted(plain_words(), key=lambda word: (word[0], -len(word)))
    long, short = [w for w in words if len(w) > 1], [w for w in words if len(w) == 1]
    begun = (
        f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in alike)})"  # by its first letter, for speed
        for first, alike in groupby(long, key=lambda word: word[0])
    )
    return re.compile("|".join([*begun, f"^[{''.join(short)}]+$"]))


def data(name: str) -> str:
    return files("fadu.kernel").joinpath(name).read_text(encoding="utf-8")
