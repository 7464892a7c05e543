# SPDX-License-Identifier: MulanPSL-2.0
"""What of a sealed text gives somebody away, piece by piece, and the ways in which an open text is looked through for it.

A sealed field is written freely: a name, a nickname, a foreign name, a number, where somebody lives. So it is not asked what looks like a
name; it falls into pieces, but for what is no more than ordinary words (`plain_words.txt`: roles and labels; `common_words.txt`: what
everybody says) and what places, businesses and public bodies are called. A piece has one of two grades. What can only be a person (a
number, a name by its surname, a nickname, a flat) gives him away. Any other may as well be where he works or what he bought: whoever
writes it is asked, and no text is refused for it. Two letters lie within many ordinary words (国强 in 中国强制性产品认证), so they give
somebody away only where they stand as a word of their own: between stops, or beside what stands around a name (`beside_names.txt`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fadu.kernel.dwellings import addresses_in, flats_in, is_a_home
from fadu.kernel.letters import HAN, spelled_alike
from fadu.kernel.name_words import (
    JOINT,
    SHORTEST_NUMBER,
    data,
    folded,
    is_plain,
    is_whole_name,
    looks_like_a_name,
    names_in,
    pieces,
    without_counts,
)
from fadu.kernel.ordinary_words import (
    CALLED,
    brands,
    is_a_word,
    is_called_openly,
    is_ordinary,
    looks_like_a_call_name,
    nouns,
    without_ordinary_ends,
)
from fadu.kernel.spoken_digits import in_digits, without_spoken_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

#: the letters of other scripts than Han
_LETTERS = rf"[^\W\d_{HAN}]"
#: a word between stops, blanks and digits
_PIECE = re.compile(r"[^\W\d_](?:[·・•‧∙⋅]?[^\W\d_])*")
_IN_HAN = re.compile(f"[{HAN}]")
_FOREIGN = re.compile(rf"{_LETTERS}+(?:[ \t.'’·-]+{_LETTERS}+)*")
_WORD_OR_NUMBER = re.compile(rf"{_LETTERS}+|\d+")
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*@[A-Za-z0-9.-]+")
#: the number of an account, shorter than one by which somebody is called
_SHORT_ACCOUNT = re.compile(r"(?:qq|微信|抖音|快手|企鹅)\D{0,4}(\d{5,6})(?!\d)", re.IGNORECASE)
#: where what somebody is or where he works is told after his name
_TOLD_OF = re.compile(f"[{spelled_alike('的在系是住于')}]")
#: how what somebody does for a living ends, and hardly ever a name: 接线员
_TAKES = spelled_alike("员")
#: how words end that say what somebody is
_ROLE = re.compile(f"[{spelled_alike('员人主长者师工客户民友居事学戚')}]$")
#: words after which stands how somebody is called, be it an ordinary word
_NAMED = re.compile(
    r"(?:网名|昵称|姓名|名字|名叫|化名|绰号|外号|微信名|小名|称呼|自称|人称)[:为是叫“\"]*\s*([^\W\d_]{2,8})"
)
#: the number of a car
_PLATE = re.compile(rf"[{HAN}][A-Za-z][·• .-]?(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])")
#: the same by itself, or after a word for it: the letter of Han is no end of a name
_PLATE_ALONE = re.compile(rf"(?:(?<![{HAN}])|(?<=[牌号车为是])){_PLATE.pattern}")
#: a letter beside one of Han: where a car is from, and nobody
_REGION = re.compile(rf"[{HAN}]{_LETTERS}")
#: the last digits of a number, said as such, or left over where the others are covered
_END = "尾号"
_ENDS = re.compile(
    r"(?:尾号|末尾|(?:最?后|末)(?:\d位|几位)(?:数字?|号码)?)(?:[为是:“\"]|\s)*(\d{3,8})|(?<!\d)\d{2,4}(?:[*×]|x{2,})+(\d{3,8})|(?<!\d)(\d{3,8})(?:结尾|收尾|的尾号)"
)
#: how many digits a short number has by which somebody may be reached, and how those of services begin
_SHORT, _OF_SERVICES = (5, 6), "19"
_END_DIGITS = (3, 4, 5, 6)
#: an amount, and a number of nobody: of an order, a badge, a batch
_NOBODYS = re.compile(
    r"\d[\d,.]*\s*[万亿]?元|(?:订单|工单|运单|快递|物流|条码|(?:批|编|工|单|货|型|票|流水)[号码])(?:编?号|码)?[^\w]{0,3}(?:为|是)?[^\w]{0,2}\d[\d-]*"
)
#: the same of short numbers in an open text, where a long one may be called so to hide it
_SHORT_NOBODYS = re.compile(
    r"(?:订单号|单号|工号|编号|批号|条码|货号)[^\w]{0,3}\d{5,8}(?!\d)|(?<!\d)\d{5,6}(?=\s*[元块件克])"
)
#: what follows the name of a business or of goods, and no person's: 海天公司, 蒙牛经销商, apple用户
_TRADE = re.compile(
    spelled_alike(
        "公司|集团|总部|分部|专柜|柜台|品牌|牌|店|厂|超市|代理|经销|供应|加盟|旗舰|骑手|外卖|用户|粉丝|打假|维权|系列|产品|种植|养殖|批发|零售|生产|加工"
    )
)
#: what follows the name of a business of two letters, too: 万科员工
_EMPLOYED = re.compile(spelled_alike("员工|职工|店员|职员|雇员|收银|保安|司机|会员|顾客|客户|业主"))
#: how somebody is called by those who know him: 芳姐, 豆豆妈
_FAMILIAR = re.compile(
    rf"[{HAN}a-z]{{1,2}}{spelled_alike('(?:哥|姐|姨|叔|婶|嫂|妈|爸|伯|爷|奶奶|爷爷|阿姨|叔叔|大妈|大爷|大伯|大姐|大哥)')}"
)
#: the letters in which names of other tongues are written: 阿依古丽
_TRANSLITERATED = re.compile(
    f"[{spelled_alike('阿依古丽买提艾力江吐尔逊热布拉木沙哈里帕罕娜孜别克斯塔卓玛扎西多吉次仁央金其格巴图苏日乌云高娃')}]{{4,}}"
)
#: what stands before a foreign name, and after one
_LABEL_BEFORE = re.compile(
    r"(?:微信|网名|昵称|姓名|名叫|英文名|账号|帐号|qq|抖音|快手|小红书|叫)[号名]*[^\w]*$", re.IGNORECASE
)
_LABEL_AFTER = re.compile(r"[^\w]*(?:老师|先生|女士|小姐|总|经理|哥|姐|同学|师傅)")
#: two letters by themselves
_TWO = re.compile(f"[{HAN}]{{2}}")
#: letters written for digits
_FOR_DIGITS = re.compile(r"[\dOoIl][\dOoIl -]{5,}[\dOoIl]")
_DIGIT_OF = str.maketrans("OoIl", "0011")


def gives_away(text: object) -> tuple[str, ...]:
    """What of a text gives somebody away, as it is compared; a word between blanks gives him away only as a whole word.

    >>> gives_away("员工小芳 一三七零零九九零零七七")[::6], gives_away("老王头，电话不详")
    (('13700990077', '小芳'), ('老王头',))
    >>> gives_away("Wang Xiaoli"), "3幢2单元501室" in gives_away("住阳光花园3幢2单元501室")
    ((' wang xiaoli ', ' wangxiaoli ', ' wang ', ' xiaoli ', 'xiaoli'), True)
    >>> gives_away("附近居民，不愿透露姓名"), gives_away("盒马鲜生骑手"), gives_away("工号10086")
    ((), (), ())
    """
    return _of_grade(text, certain=True)


def may_give_away(text: object) -> tuple[str, ...]:
    """What of a text may be somebody, and may as well be where he works or what he bought.

    >>> may_give_away("热心市民 万达"), may_give_away("apple用户"), may_give_away("白露生，13700990077")
    (('万达',), (' apple ', 'apple'), ('露生',))
    """
    known = gives_away(text)
    return tuple(word for word in _of_grade(text, certain=False) if not any(piece in word for piece in known))


def home_in(address: object) -> tuple[str, ...]:
    """What of an address can only be somebody's home: a flat, with the place and without.

    >>> home_in("清河区"), home_in("清河路88号"), "3幢501室" in home_in("清河区阳光花园3幢501室")
    ((), (), True)
    """
    return tuple(dict.fromkeys(each for each in _places_in(address) if is_a_home(each)))


def house_in(address: object) -> tuple[str, ...]:
    """What of an address may be somebody's home, and may as well be where the trader is; a district or a street is nobody's.

    >>> house_in("清河区"), house_in("本店"), house_in("清河路88号")
    ((), (), ('清河路88号',))
    """
    return tuple(dict.fromkeys(each for each in _places_in(address) if not is_a_home(each)))


def _places_in(address: object) -> Iterator[str]:
    yield from addresses_in(address)
    yield from flats_in(address)


def as_written(text: object, piece: str) -> str:
    """How a text writes a piece that is said there; empty where that is another way than sign by sign.

    >>> as_written("由小 芳、wang  Xiaoli提供", "小芳"), as_written("由小芳、Wang Xiaoli提供", " wang xiaoli ")
    ('小 芳', 'Wang Xiaoli')
    """
    wide, wanted = str(text), spelled_alike(piece)
    sizes = range(len(wanted), len(wanted) + 5)
    places = ((at, size) for size in sizes for at in range(len(wide) - size + 1))
    return next((cut for at, size in places if spelled_alike(cut := wide[at : at + size]) == wanted), "")


def _of_grade(text: object, *, certain: bool) -> tuple[str, ...]:
    graded = (
        each
        for word, grade in _graded(text)
        if len(word) > 1
        for each in _as_it_stands(word, is_certain=grade)
    )
    return tuple(dict.fromkeys(word for word, grade in graded if grade is certain))


def _as_it_stands(word: str, *, is_certain: bool) -> Iterator[tuple[str, bool]]:
    """A piece of two letters is somebody's only as a word by itself; within other words it may be theirs."""
    if is_certain and _TWO.fullmatch(word) and not CALLED.fullmatch(word):
        yield f" {word} ", True
        yield word, False
    else:
        yield word, is_certain


def _graded(text: object) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, each with whether it can only be a person."""
    whole = _NOBODYS.sub(" ", folded(text))
    plates = _PLATE.findall(whole)
    said = _without_plates(whole)
    plain = spelled_alike(said)
    if _is_all_name(plain):
        yield plain, True
    for name in names_in(said):
        if name.isdecimal() and len(name) < SHORTEST_NUMBER:
            yield from _short_number(name)
            continue
        if re.search("[0-9@_]", name) and not (name == plain and _IN_HAN.search(name)):
            yield name, True
            yield from ((part, True) for part in (_parts_of(name) if name.isdecimal() else ()))
        elif name != plain or _is_called(name):
            is_certain = not _is_common(name) and not _is_of_trade(name, plain) and _stands_whole(name, said)
            yield from _of_name(name, is_certain=is_certain)
    for word, is_certain in _pieces_in(said):
        yield from _of_name(word, is_certain=is_certain and not _is_of_trade(word, plain))
    yield from ((word, not _is_common(word)) for word in _called(said))
    yield from _foreign(said)
    yield from ((place, is_a_home(place)) for place in addresses_in(said))
    yield from ((part, True) for plate in plates for part in (spelled_alike(plate), spelled_alike(plate[1:])))
    yield from ((f" {number} ", True) for number in _SHORT_ACCOUNT.findall(said))


def _short_number(digits: str) -> Iterator[tuple[str, bool]]:
    """A short number that is all that is said: of six digits somebody's in a small place, where it is none of a service (110, 12345)."""
    if len(digits) in _SHORT:
        yield f" {digits} ", len(digits) == max(_SHORT) and digits[0] not in _OF_SERVICES


def _without_plates(text: str) -> str:
    """A text without the numbers of cars: their letters are those of no name."""
    return _PLATE.sub(lambda plate: f"{plate[0][0]} ", _PLATE_ALONE.sub(" ", text))


def _of_name(word: str, *, is_certain: bool) -> Iterator[tuple[str, bool]]:
    """A word, and what somebody is called without the surname, where it is his name: 晓丽."""
    yield word, is_certain
    if is_certain:
        yield from ((given, True) for given in _given(word) if not _is_common(given))


def _stands_whole(name: str, text: str) -> bool:
    """Whether a name of two letters is no beginning of another word: 石斛种植户."""
    runs = [spelled_alike(run) for run in _PIECE.findall(without_counts(without_spoken_numbers(text)))]
    follows = re.compile(re.escape(name) + f"(?:$|[{spelled_alike('的系是为在住于和与及跟之')}])")
    return len(name) > 2 or any(follows.search(run) or without_ordinary_ends(run) == name for run in runs)


def _is_called(word: str) -> bool:
    """Whether a word by itself can only be what somebody is called."""
    if _is_common(word):
        return False
    if looks_like_a_call_name(word) or _TRANSLITERATED.fullmatch(word):
        return True
    if _FAMILIAR.fullmatch(word):
        return not is_plain(word)
    return looks_like_a_name(word) and not is_called_openly(word)


def _is_all_name(plain: str) -> bool:
    """Whether a text is one word that everybody would take for what somebody is called, where nothing else is said of him: 翠花."""
    return (
        re.fullmatch(f"[{HAN}]{{2,5}}", plain) is not None
        and without_ordinary_ends(plain) == plain
        and not is_plain(plain)
        and not _is_common(plain)
        and not is_called_openly(plain)
        and not _TRADE.search(plain)
    )


def _is_common(word: str) -> bool:
    """Whether everybody says a word, or goods and businesses are called so."""
    return (is_ordinary(word) and not is_whole_name(word)) or word in brands()


def _is_of_trade(word: str, plain: str) -> bool:
    """Whether a word stands in a text only as the name of a business or of goods: 海天公司."""
    after = [plain[at.end() :] for at in re.finditer(re.escape(word), plain)]
    return bool(after) and all(
        _TRADE.match(rest) or (len(word) == 2 and _EMPLOYED.match(rest)) for rest in after
    )


def as_compared(text: object) -> tuple[str, ...]:
    """The ways in which a text is looked through: its letters; with its digits folded; its words and numbers each by itself; its long
    numbers whatever stands between their digits; the ends of numbers said as such; two letters that stand as a word.

    >>> as_compared("请致电 １３７／００９９／００７７")[-1:], as_compared("幺三七零零九九零零七七")[-1:]
    (('13700990077',), ('13700990077',))
    >>> as_compared("Xiaoli来电，尾号0077的机主")[1:3]
    (' xiaoli 0077 ', '尾号0077')
    >>> as_compared("货值12,000元")
    ('貨値12,000元', ' 貨値 ')
    """
    said = in_figures(_SHORT_NOBODYS.sub(" ", folded(text)))
    plain, spoken = spelled_alike(said), in_digits(said)
    ways = [plain, spelled_alike(spoken)]
    if re.search(rf"{_LETTERS}|(?<!\d)\d{{5,6}}(?!\d)", plain):
        ways.append(f" {' '.join(_WORD_OR_NUMBER.findall(spoken.casefold()))} ")
    digits = "".join(sign for sign in spoken if sign.isalnum())
    ways += [run for run in re.findall(r"[0-9]+", digits) if len(run) >= SHORTEST_NUMBER and run not in plain]
    ways += [f"{_END}{said}" for said in map("".join, _ENDS.findall(spoken)) if said not in ways]
    ways += ["".join(f" {word} " for word in words)] if (words := twos_in(said)) else []
    return tuple(dict.fromkeys(ways))


def twos_in(text: str) -> tuple[str, ...]:
    """Two letters each, no ordinary word, that stand in a text as one: between stops, or beside what stands around a name.

    >>> twos_in("据国强反映，该店无中国强制性产品认证"), twos_in("对方明知过期"), twos_in("对方明说不退")
    (('国強',), (), ())
    """
    runs = (spelled_alike(run) for run in _PIECE.findall(text))
    return tuple(dict.fromkeys(word for run in runs for word in _twos_of(run)))


def _twos_of(run: str) -> Iterator[str]:
    for at in _stands_as_a_word().finditer(run):
        start, end = at.start(), at.start() + 2
        crosses = is_a_word(run[start - 1 : start + 1]) or is_a_word(run[end - 1 : end + 1])
        if not crosses and (not is_ordinary(word := run[start:end]) or word in nouns()):
            yield word


@cache
def _stands_as_a_word() -> re.Pattern[str]:
    """Two letters of Han after the beginning, or what stands before a name, and before the end, or what follows one."""
    before, after = (
        spelled_alike("|".join(line.split())).split("|") for line in data("beside_names.txt").splitlines()
    )
    sizes = sorted({len(word) for word in before})
    behind = "|".join(f"(?<={'|'.join(word for word in before if len(word) == size)})" for size in sizes)
    return re.compile(f"(?:^|{behind})(?=[{HAN}]{{2}}(?:$|{'|'.join(after)}))")


def in_figures(text: str) -> str:
    """A text whose numbers have figures in place of letters that look like them.

    >>> in_figures("1361234OO88来电，l36 l234 oo88"), in_figures("WOOL 100")
    ('13612340088来电，136 1234 0088', 'WOOL 100')
    """
    return _FOR_DIGITS.sub(_figures, text)


def _figures(written: re.Match[str]) -> str:
    """A number with its figures in place of letters that look like them, where it is one for the most part."""
    is_number = sum(sign.isdecimal() for sign in written[0]) > SHORTEST_NUMBER - 3
    return written[0].translate(_DIGIT_OF) if is_number else written[0]


def is_a_foreign_name(words: str) -> bool:
    """Whether words in other letters are more than ordinary ones.

    >>> is_a_foreign_name("wang xiaoli"), is_a_foreign_name("app"), is_a_foreign_name("qq mail")
    (True, False, False)
    """
    return any(True for _ in _foreign(words))


def _pieces_in(text: object) -> Iterator[tuple[str, bool]]:
    """The pieces of a text that are no ordinary words, and what is left of each without roles and labels around; and whether one can
    only be a person.
    """
    spoken = without_counts(without_spoken_numbers(_ACCOUNT.sub(" ", folded(text))))
    for run in _PIECE.findall(spoken):
        yield from (
            (part, True)
            for part in map(spelled_alike, JOINT.split(run)[1:])
            if part in nouns() or _is_of_somebody(part)
        )
        plain = spelled_alike(run)
        core = without_ordinary_ends(plain)
        if not _IN_HAN.search(core) or len(plain) < 2 or is_plain(plain) or _REGION.fullmatch(core):
            continue
        yield from ((each, True) for each in _nickname_in(core))
        if is_called_openly(core):
            yield from (
                (part, _is_called(part)) for part in _TOLD_OF.split(core)[:-1] if _is_of_somebody(part)
            )
        elif not is_ordinary(core) and not (core.endswith(_TAKES) and not looks_like_a_name(core)):
            yield from ((plain, _is_called(plain)), (core, _is_called(core)), *_segments(core))
            if _TRANSLITERATED.fullmatch(core):
                yield core[-2:], True
        elif _is_alone(plain, core) or (core in nouns() and _ROLE.search(plain.removesuffix(core))):
            yield core, False


def _is_of_somebody(word: str) -> bool:
    """Whether a part of a word is short enough for what somebody is called, and neither ordinary nor a place."""
    return (
        1 < len(word) < 5
        and _IN_HAN.search(word) is not None
        and not is_ordinary(word)
        and not is_called_openly(word)
    )


def _is_alone(plain: str, core: str) -> bool:
    """Whether an ordinary word stands alone where somebody is named, and may be what he is called: 美丽."""
    return plain == core and core in nouns() and not _ROLE.search(core)


def _nickname_in(core: str) -> Iterator[str]:
    """What somebody is called among colleagues, where a word ends with it."""
    end = CALLED.search(core)
    if end and not is_ordinary(end[0]):
        yield end[0]


def _segments(core: str) -> Iterator[tuple[str, bool]]:
    """What lies between the ordinary words of a longer one: 小芳的姐姐小丽."""
    for part in re.split(spelled_alike("的"), core):
        for each in (part, *pieces(part)):
            word = without_ordinary_ends(each)
            if word != core and _is_of_somebody(word):
                yield word, looks_like_a_call_name(word) or (each == part and _is_called(word))


def _called(text: object) -> Iterator[str]:
    """How somebody is said to be called, an ordinary word though it be."""
    for said in _NAMED.findall(folded(text)):
        word = spelled_alike(said)
        if not is_plain(word):
            yield word


def _foreign(text: object) -> Iterator[tuple[str, bool]]:
    """The words of names in other letters, each by itself as a whole word, together and apart; one alone is a name beside a label."""
    said = _ACCOUNT.sub(lambda mail: mail[0].partition("@")[0], folded(text))
    for run in _FOREIGN.finditer(said):
        words = [
            word
            for word in map(str.casefold, re.findall(rf"{_LETTERS}+", run[0]))
            if word not in _plain_foreign()
        ]
        before, after = said[: run.start()], said[run.end() :]
        is_labelled = bool(_LABEL_BEFORE.search(before) or _LABEL_AFTER.match(after))
        is_certain = is_labelled or (len(words) > 1 and not _TRADE.match(spelled_alike(after)))
        if len(words) > 1:
            together = "".join(words)
            yield from ((f" {' '.join(words)} ", is_certain), (f" {together} ", is_certain))
        for word in words:
            if len(word) > 2:
                yield f" {word} ", is_certain
            if len(word) > 4:
                yield word, is_certain


def _given(name: str) -> Iterator[str]:
    """What somebody is called without the surname: 晓丽."""
    if is_whole_name(name) and not is_ordinary(name[1:]):
        yield name[1:]


def _parts_of(number: str) -> Iterator[str]:
    """How a number is said without its beginning: without the area, by its last digits."""
    if len(number) > SHORTEST_NUMBER:
        yield number[-SHORTEST_NUMBER:]
    yield from (f"{_END}{number[-count:]}" for count in _END_DIGITS)


@cache
def _plain_foreign() -> frozenset[str]:
    return frozenset(data("plain_latin.txt").split())
