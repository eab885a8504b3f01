"""Where things lie: the program's own resources (from source or frozen), the user's data folder, the machine's fonts.

The only module that asks the environment or the file system for them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.errors import ResourceError

HOME_VARIABLE = "NIANBAO_HOME"


def resources() -> Path:
    """The folder of forms, fonts, icons, samples and help, beside the code or inside a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources"


def resource(*parts: str) -> Path:
    """The path of one resource; raises ResourceError with its name when it is not there."""
    path = resources().joinpath(*parts)
    if not path.exists():
        raise ResourceError(f"程序自带的文件缺失：{'/'.join(parts)}。请重新安装本程序。")
    return path


def data_folder() -> Path:
    """The user's data folder (not made here): NIANBAO_HOME when set, else the system's own place."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs  # not before: a command that only writes a file asks for no such folder

    return Path(platformdirs.user_data_dir("nianbao", appauthor=False))


def documents_folder() -> Path:
    """Where a person looks for own files: the system's folder of documents where there is one, else the home."""
    import platformdirs

    folder = Path(platformdirs.user_documents_dir())
    return folder if is_folder(folder) else Path.home()


def font_folders() -> tuple[Path, ...]:
    """Where Windows and Linux keep fonts, the whole machine's before the person's own; not each one exists."""
    windows, local = os.environ.get("WINDIR"), os.environ.get("LOCALAPPDATA")
    folders = [Path(windows, "Fonts")] if windows else []
    folders += [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
    home = Path.home()
    return (
        *folders,
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def is_file(path: Path) -> bool:
    """Whether a file is there. Where that may not be asked, in a folder of somebody else's or on a disk in trouble, it is
    not: whoever goes on to read it hears why."""
    return _asked(path.is_file)


def is_folder(path: Path) -> bool:
    """As `is_file`, of a folder."""
    return _asked(path.is_dir)


def _asked(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except OSError:  # pathlib raises for all but a few of them
        return False
