"""Names of files that Windows and Linux take alike: what a name is made into, and why one that was typed is refused.

After Microsoft's "Naming Files, Paths, and Namespaces": devices with any ending, signs, blanks and dots at the end.
"""

from __future__ import annotations

import re

from app.chinese.characters import clean, harmless
from app.errors import OutputError

MOST_BYTES = 255  # of a name in UTF-8 on Linux; Windows counts as many units of UTF-16, which are never more
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\n\t]')
# Windows keeps these names for devices, also with an ending, and with blanks before it; ¹ ² ³ count as digits.
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.DOTALL)


def fitted(name: str, most: int = MOST_BYTES) -> str:
    """The name without what a file's name cannot hold, in at most so many bytes; '' when nothing is left."""
    kept = _FORBIDDEN.sub("_", clean(name)).encode("utf-8")[:most].decode("utf-8", "ignore").strip(" .")
    return f"_{kept}" if _DEVICE.fullmatch(kept) else kept


def judge(name: str) -> None:
    """Raises OutputError for a name that a person typed and that is none on Windows, or shows another one."""
    why = ""
    if clean(name) != name:
        why = "里有看不见的字符，显示的不是真的名字"
    elif _DEVICE.fullmatch(name):
        why = "是 Windows 留给设备的名字"
    elif name != name.rstrip(" ."):
        why = "末尾有空格或点，Windows 不认"
    elif len(name.encode("utf-8")) > MOST_BYTES:
        why = "太长"
    if why:
        raise OutputError(f"文件名“{harmless(name)}”{why}，没有写出文件，请换一个名字。")
