"""Whether a printer puts what it gets on paper or into a file: judged by its port, and by its own words.

Qt tells no port; Windows does (winspool, GetPrinter level 5). Elsewhere a port is not known and the words alone count.
"""

from __future__ import annotations

import ctypes
import re
import sys
from ctypes import wintypes

from PySide6.QtPrintSupport import QPrinterInfo

# Windows asks for a file at PORTPROMPT: and FILE:; a local port may be a path; makers name theirs after the format.
FILE_PORT = re.compile(r"(FILE|PORTPROMPT):?|[A-Z]:[\\/].*|.*(PDF|XPS|ONENOTE).*", re.IGNORECASE)
DEVICE_PORT = re.compile(r"((LPT|COM|USB|DOT4|TS|WSD|IP_)\S*|\\\\.+|\w+://.+|[\d.]+(:\d+)?)", re.IGNORECASE)
# Words that a model of a real printer does not bear; PDF and XPS alone are also languages that printers speak.
FILE_WORDS = re.compile(
    r"to (pdf|file)|cups-pdf|pdf[- ]?(printer|writer|creator)|为.*pdf|pdf.*打印机|xps document writer|onenote|virtual|虚拟",
    re.IGNORECASE,
)
LEVEL = 5


def stores_file(port: str, *words: str) -> bool:
    """Whether a printer of that port ends in a file; `words` are its name and model, for a port that tells nothing."""
    if FILE_PORT.fullmatch(port.strip()):
        return True
    if DEVICE_PORT.fullmatch(port.strip()):
        return False
    return any(FILE_WORDS.search(one) for one in (port, *words))


def printer_stores_file(name: str) -> bool:
    """The same of a printer of this machine."""
    return stores_file(port_of(name), name, QPrinterInfo.printerInfo(name).makeAndModel())


class _PrinterInfo(ctypes.Structure):
    """PRINTER_INFO_5 of winspool.h."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("port", wintypes.LPWSTR),
        ("attributes", wintypes.DWORD),
        ("not_selected_timeout", wintypes.DWORD),
        ("retry_timeout", wintypes.DWORD),
    )


if sys.platform == "win32":

    def port_of(name: str) -> str:
        """The port of a printer as Windows knows it; empty elsewhere, and where Windows does not say."""
        spool = ctypes.WinDLL("winspool.drv")
        spool.OpenPrinterW.argtypes = (wintypes.LPWSTR, ctypes.POINTER(wintypes.HANDLE), ctypes.c_void_p)
        spool.GetPrinterW.argtypes = (
            wintypes.HANDLE, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD)
        )  # fmt: skip
        spool.ClosePrinter.argtypes = (wintypes.HANDLE,)
        printer, needed = wintypes.HANDLE(), wintypes.DWORD()
        if not spool.OpenPrinterW(name, ctypes.byref(printer), None):
            return ""
        try:
            spool.GetPrinterW(printer, LEVEL, None, 0, ctypes.byref(needed))  # says how many bytes it needs
            told = ctypes.create_string_buffer(max(needed.value, ctypes.sizeof(_PrinterInfo)))
            if not spool.GetPrinterW(printer, LEVEL, told, len(told), ctypes.byref(needed)):
                return ""
            return _PrinterInfo.from_buffer(told).port or ""
        finally:
            spool.ClosePrinter(printer)

else:

    def port_of(name: str) -> str:
        """Not known here."""
        return ""
