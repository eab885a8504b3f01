"""The interface's letters: the system's Chinese font; where a machine has none, the bundled 黑体 is loaded.

So the window never shows boxes. Also Qt's own words (dialogs, menus of text fields) in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.errors import ResourceError
from app.system import paths

BUNDLED = ("fonts", "hei.ttf")
POINTS = 10.5  # a comfortable size for Chinese on the screen
LEAST_STEP = 0.01  # points
PREFERRED = (
    "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans CN", "Source Han Sans SC",
    "HarmonyOS Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
)  # fmt: skip
# Where Qt's translation says a thing otherwise than this window, in the menus of text fields.
OWN_WORDS: Mapping[str, str] = MappingProxyType({"&Undo": "撤销(&U)", "&Redo": "重做(&R)"})


class OwnWords(QTranslator):
    """The few words in which this window differs from Qt's translation; installed last, it is asked first."""

    def translate(  # type: ignore[override]  # the stubs forget that None is Qt's answer for an unknown word
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The word, or None."""
        return OWN_WORDS.get(text)


def choose_font(app: QApplication) -> str:
    """Sets the interface font and gives its family. Raises ResourceError when there is none at all."""
    family = _of_system() or _bundled()
    font = QFont(family)
    font.setPointSizeF(POINTS)
    app.setFont(font)
    return family


def set_letters(app: QApplication, times: float) -> None:
    """The letters of every window, `times` as large as at first."""
    font = app.font()
    if abs(font.pointSizeF() - POINTS * times) > LEAST_STEP:
        font.setPointSizeF(POINTS * times)
        app.setFont(font)
        app.setStyleSheet(app.styleSheet())  # what it dresses hears of other letters by it alone


def _of_system() -> str | None:
    known = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    for family in (own, *PREFERRED):
        if family in known:
            return family
    return known[0] if known else None


def _bundled() -> str:
    number = QFontDatabase.addApplicationFont(str(paths.resource(*BUNDLED)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise ResourceError(f"程序自带的字体 {BUNDLED[-1]} 已损坏。请重新安装本程序。")
    return families[0]


def translate(app: QApplication) -> None:
    """Qt's own dialogs in Chinese. Raises ResourceError when the translation is missing."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_zh_CN", folder):
        raise ResourceError("程序自带的界面译文 qtbase_zh_CN.qm 缺失。请重新安装本程序。")
    app.installTranslator(translator)
    app.installTranslator(OwnWords(app))
