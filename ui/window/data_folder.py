"""The user's data folder in the system's file manager; where none opens, its path in words."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.system import paths
from ui.look.banner import Banners


def show_data_folder(banners: Banners) -> None:
    """Opens the folder, or says where it is."""
    folder = paths.data_folder()
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        banners.tell("warning", f"系统没有打开数据文件夹，请在文件管理器里打开：{folder}")
