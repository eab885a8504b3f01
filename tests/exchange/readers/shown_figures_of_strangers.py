"""Figures that look otherwise than they are stored, of the kinds that a stranger found, beside the cases of `shown_figures`.

The stranger came after both parts of those had been mended. The cases were written by the maintainers on 28 November 2026, in
the commits that mend what they show (331eb9b, c615fbd): they never measured anything. A regression set.
"""

from __future__ import annotations

from tests.exchange.readers.shown_figures import ASKED, PAGE_STYLE, RUN, SET

# Colours in every writing, selectors, boxes without room, signs.
STRANGERS_ON_PAGES: dict[str, object] = {
    '5<span style="color:rgb(255, 255, 255)">2</span>': ASKED,
    '5<span style="color:rgb(255 255 255 / 1)">2</span>': ASKED,
    '5<span style="color:hsl(0, 0%, 99%)">2</span>': ASKED,
    '5<span style="color:rgba(0,0,0,.05)">2</span>': ASKED,
    '5<span style="color:var(--x,#ffffff)">2</span>': ASKED,
    '5<span style="color:color-mix(in srgb, white, white)">2</span>': ASKED,
    "5<font color=white>2</font>": ASKED,
    '<font color="FFFFFF">52</font>': ASKED,
    '<span style="background:#ff0;color:#fffb00">52</span>': ASKED,
    '<span style="background:#123 url(a.png) no-repeat;color:white">52</span>': ASKED,
    '<span style="color:rgb(51 51 51 / 90%)">52</span>': 52,
    '<span style="color:windowtext;background:none">5</span><font color="red">2</font>': 52,
    '<span style="background:rgb(0 32 96);color:hsl(0 0% 100%)">52</span>': 52,
    '<span style="color:#fff;background-image:linear-gradient(#006,#003)">52</span>': ASKED,
    "5<i>2</i>": 52,
    '5<span style="filter:blur(9px)">2</span>': ASKED,
    '5<span style="letter-spacing:-1em">2</span>': ASKED,
    '5<font size="-2">2</font>': ASKED,
    '<i class="tenthousand">52</i>': ASKED,
    "5<b data-x=1>2</b>": 5,
    "5<em>2</em>": ASKED,
    "<cite>5</cite>2": ASKED,
    "5<tt>2</tt>": ASKED,
    "<code>52</code>": 52,
    '5<span class="onpaper">2</span>': 52,
    '5<span class="onphone">2</span>': 52,
    '5<span class="onscreen">2</span>': ASKED,
    '5<span class="touched">2</span>': 52,
    '5<span class="gone">2</span>': 5,
    '5<span class="gone back">2</span>': ASKED,
    '5<span style="display:inline-block;width:0;overflow:hidden">2</span>': ASKED,
    '<div style="display:flex;flex-direction:row-reverse"><b>5</b><b>2</b></div>': ASKED,
    '<span style="font-family:Wingdings">52</span>': ASKED,
    '<font face="Webdings">52</font>': ASKED,
    '<span style="font-family:宋体,Symbola">52</span>': 52,
    '<span style="font-size:1pt">52</span>': ASKED,
    '<span style="display:inline-block;transform:rotate(180deg)">66</span>': ASKED,
    '<s style="text-decoration:none">5</s>2': ASKED,
}
WHOLE_STYLE = PAGE_STYLE.replace(
    "</style>",
    "td [data-x]{display:none} td>em:last-child{visibility:hidden} td cite:first-child{color:#fff} code:hover{display:none}"
    "@media print{.onpaper{display:none}} @media (max-width:600px){.onphone{display:none}} h1 i{display:none}"
    "@media screen{.onscreen{display:none}} @supports (display:grid){td{tt{opacity:0}}} .touched:hover{color:#fff}"
    ".tenthousand::after{content:'万'} .gone{display:none} .gone.back{display:inline}</style>",
)
STYLED = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
STRANGERS_IN_WORD: dict[str, tuple[str, object]] = {
    "hidden by style": (RUN.format("5") + SET.format('<w:rStyle w:val="gone"/>', "2"), 5),
    "hidden by a style of a style": (RUN.format("5") + SET.format('<w:rStyle w:val="goner"/>', "2"), 5),
    "shown again by a style": (RUN.format("5") + SET.format('<w:rStyle w:val="back"/>', "2"), 52),
    "shown again by itself": (SET.format('<w:rStyle w:val="gone"/><w:vanish w:val="false"/>', "52"), 52),
    "struck by style": (SET.format('<w:rStyle w:val="struck"/>', "52"), ASKED),
    "struck by a paragraph's style": (STYLED.format("voided") + RUN.format("52"), ASKED),
    "not struck in spite of it": (STYLED.format("void") + SET.format('<w:dstrike w:val="0"/>', "52"), 52),
    "nearly white": (RUN.format("5") + SET.format('<w:color w:val="FEFEFE"/>', "2"), ASKED),
    "nearly white by style": (SET.format('<w:rStyle w:val="pale"/>', "52"), ASKED),
    "white by theme": (SET.format('<w:color w:val="000000" w:themeColor="background1"/>', "52"), ASKED),
    "dark by theme": (SET.format('<w:color w:val="FFFFFF" w:themeColor="text1"/>', "52"), 52),
    "as its highlight": (SET.format('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "52"), ASKED),
    "on a highlight": (SET.format('<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>', "52"), 52),
    "signs": (SET.format('<w:rFonts w:ascii="Wingdings"/>', "52"), ASKED),
    "signs by a paragraph's style": (STYLED.format("signs") + RUN.format("52"), ASKED),
    "a point high": (SET.format('<w:sz w:val="2"/>', "52"), ASKED),
    "code of a field": (
        FIELD.format("begin")
        + RUN.format("12")
        + FIELD.format("separate")
        + RUN.format("52")
        + FIELD.format("end"),
        52,
    ),
    "a line too low": (
        '<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>' + RUN.format("52"),
        ASKED,
    ),
}
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
WHITE_LETTERS = SET.format('<w:color w:val="FFFFFF"/>', "52")
IN_WORD_CELLS: dict[str, tuple[str, str, str, object]] = {  # runs, properties of the cell and the row
    "white on dark": (WHITE_LETTERS, DARK, "", 52),
    "white by theme on dark": (
        SET.format('<w:color w:val="FFFFFF" w:themeColor="background1"/>', "52"), DARK, "", 52,
    ),
    "dark on dark": (SET.format('<w:color w:val="1F3060"/>', "52"), DARK, "", ASKED),
    "of no colour on dark": (RUN.format("52"), DARK, "", 52),
    "white on a fill of none": (WHITE_LETTERS, '<w:shd w:val="clear" w:fill="auto"/>', "", ASKED),
    "white on a pattern": (WHITE_LETTERS, '<w:shd w:val="pct20" w:fill="FFFFFF"/>', "", ASKED),
    "a hidden row": (RUN.format("52"), "", "<w:hidden/>", ASKED),
    "a row that is not hidden": (RUN.format("52"), "", '<w:hidden w:val="0"/>', 52),
    "a row too low": (RUN.format("52"), "", '<w:trHeight w:val="1" w:hRule="exact"/>', ASKED),
    "crossed": (RUN.format("52"), '<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>', "", ASKED),
    "not crossed": (RUN.format("52"), '<w:tcBorders><w:tl2br w:val="nil"/></w:tcBorders>', "", 52),
}  # fmt: skip
STRANGERS_IN_TEXT: list[tuple[str, object, str]] = [  # what stands behind the label, and words of the reason
    ("3\v7", ASKED, "“3 7”"),
    ("3\x0c7", ASKED, "“3 7”"),
    ("3\x857", ASKED, "“3 7”"),
    ("3\u20287", ASKED, "“3 7”"),
    ("3\u20297", ASKED, "“3 7”"),
    ("3\n7", ASKED, "两行写着“3 7”"),
    ("3\r\n7", ASKED, "两行写着“3 7”"),
    ("3\r7", ASKED, "两行写着“3 7”"),
    ("3-5", ASKED, "“3-5”"),
    ("1月3日", ASKED, "“1月3日”"),
    ("2025年3月5日", ASKED, "“2025年3月5日”"),
]
