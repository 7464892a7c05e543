# SPDX-License-Identifier: MulanPSL-2.0
"""Cuts the free fonts of this folder out of the full ones; run once, by hand, with fontTools.

    uv run --with fonttools python src/fadu/records/fonts/cut.py

Needs the Debian packages fonts-lxgw-wenkai, fonts-noto-cjk and fonts-dejavu-core. The families are
renamed because the licence reserves the names of the originals for unmodified fonts.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SYSTEM = Path("/usr/share/fonts")
HERE = Path(__file__).parent
BOXES = {"□": "☐", "☐": "☐", "☑": "☑"}
PUNCTUATION = (
    "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～￥％＋－×÷±℃№§■●○◎△▲→←↑↓①②③④⑤⑥⑦⑧⑨⑩〇　–‐∶．／＝＜＞｜＿㎡"
)
#: characters of the general standard list (2013) that stand outside the basic block; most are used in names
EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪"
    "䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)


def gb2312() -> set[str]:
    """All characters of GB 2312."""
    rows = [row for row in range(0xA1, 0xF8) if not 0xAA <= row <= 0xAF]
    pairs = (bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF))
    return {pair.decode("gb2312") for pair in pairs if pair.decode("gb2312", "ignore")}


def simplified_index(path: Path) -> int:
    """Which font of a collection is the one for simplified Chinese."""
    for index, font in enumerate(TTCollection(path, lazy=True).fonts):
        if font["name"].getDebugName(1).endswith(" SC"):
            return index
    raise LookupError(path)


def cut(source: Path, number: int, characters: set[str], family: str, target: str) -> None:
    """Write the part of ``source`` that draws ``characters`` under the name ``family``."""
    font = TTFont(source, fontNumber=number)
    have = {chr(code) for code in font.getBestCmap()}
    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, [], True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters & have)))
    subsetter.subset(font)
    rename(font, family)
    font.save(HERE / target)


def rename(font: TTFont, family: str) -> None:
    """Give ``font`` the name ``family``; copyright and licence texts stay."""
    names = {1: family, 3: family, 4: family, 6: family.replace(" ", ""), 16: family}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = family


def cut_boxes() -> None:
    """The tick boxes, drawn alike: □ gets the shape of ☐, which matches ☑."""
    font = TTFont(SYSTEM / "truetype/dejavu/DejaVuSans.ttf")
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(
                {ord(new): table.cmap[ord(old)] for new, old in BOXES.items() if ord(old) in table.cmap}
            )
    options = subset.Options()
    options.hinting, options.layout_features = False, []
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(BOXES))
    subsetter.subset(font)
    rename(font, "Fadu Box")
    font.save(HERE / "FaduBox.ttf")


def main() -> None:
    plain = gb2312() | set(map(chr, range(0x20, 0x7F))) | set(PUNCTUATION) - set(BOXES)
    plain -= set(BOXES)
    ideographs = {chr(code) for code in range(0x4E00, 0x9FFD)} | set(EXTENSION_A)
    serif = SYSTEM / "opentype/noto"
    cut(SYSTEM / "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, plain, "Fadu Kai", "FaduKai.ttf")
    bold, regular = serif / "NotoSerifCJK-Bold.ttc", serif / "NotoSerifCJK-Regular.ttc"
    cut(bold, simplified_index(bold), plain, "Fadu Song", "FaduSong-Bold.otf")
    cut(regular, simplified_index(regular), ideographs - plain, "Fadu Rare", "FaduRare.otf")
    cut_boxes()
    write_coverage()


def write_coverage() -> None:
    """Write which code points the fonts draw, as ranges, so that a PDF can refuse what it cannot print."""
    codes: set[int] = set()
    for path in sorted(HERE.glob("Fadu*.[ot]tf")):
        codes |= set(TTFont(path, lazy=True).getBestCmap())
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    text = "\n".join(f"{first:x}-{last:x}" if last > first else f"{first:x}" for first, last in ranges)
    (HERE / "coverage.txt").write_text(text + "\n", "ascii")


if __name__ == "__main__":
    main()
