"""The faces of the print on the screen, taken from the bundled fonts in the order of their table.

Qt gets the whole chain, so that a rare character is shown by the same face that prints it.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.errors import ResourceError
from app.system import paths
from app.typeset.faces import face_table

LOADED = "nianbao.faces"  # a property of the application: file name → family, so that no file is loaded twice


def printed_face(role: str, pixels: int) -> QFont:
    """The font of a role of resources/fonts/faces.toml (fang, kai, hei, song, title), `pixels` high.

    Raises ResourceError when that table or a font file is missing or damaged.
    """
    table = face_table()
    font = QFont()
    font.setFamilies([_family(table.files[name]) for name in table.roles[role].chain])
    font.setPixelSize(pixels)
    return font


def _family(file: str) -> str:
    app = QApplication.instance()
    assert app is not None  # a font needs the application
    loaded: dict[str, str] = dict(app.property(LOADED) or {})
    if file not in loaded:
        families = QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(paths.resource("fonts", file)))
        )
        if not families:
            raise ResourceError(f"程序自带的字体文件 {file} 已损坏。请重新安装本程序。")
        loaded[file] = families[0]
        app.setProperty(LOADED, loaded)
    return loaded[file]
