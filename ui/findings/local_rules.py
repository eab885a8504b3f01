"""What the checks of one open report know locally: the district's demands, the user's wrong words, the year before last.

A file is read again when it has changed; one that cannot be read is said once and passed over until it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from app.errors import ResourceError
from app.knowledge.knowledge import Knowledge, builtin, with_words
from app.knowledge.profile import Profile, read_profile
from app.report.report import Report
from app.system.paths import is_file
from app.system.settings import Settings

SETTING = "profile"
WORDS = "words.toml"  # in the data folder: [[wrong]] word, right, unless

Read = TypeVar("Read")


class Remembered(Generic[Read]):
    """What a file holds, read once for each state of it."""

    def __init__(self, read: Callable[[Path], Read]) -> None:
        self._read = read
        self._state: tuple[Path, int] | None = None
        self._held: Read | None = None

    def of(self, path: Path) -> Read | None:
        """The content; raises the reader's error the first time for each state of the file."""
        state = (path, path.stat().st_mtime_ns if is_file(path) else 0)
        if state != self._state:
            self._state, self._held = state, None
            self._held = self._read(path)
        return self._held


class LocalRules:
    """Profile and knowledge for the checks; None is the program's own."""

    def __init__(
        self, settings: Settings, folder: Path, earlier: Callable[[], Report | None] = lambda: None
    ) -> None:
        self._settings, self._words = settings, folder / WORDS
        self.earlier = earlier  # the office's report of two years ago, None when the library has none
        self._profile = Remembered(_profile)
        self._knowledge = Remembered(lambda path: with_words(builtin(), path))

    def profile(self) -> Profile | None:
        """The district's demands. Raises FormError, ResourceError once for a file that is wrong."""
        chosen = self._settings.text(SETTING).strip()
        return self._profile.of(Path(chosen)) if chosen else None

    def knowledge(self) -> Knowledge | None:
        """The program's knowledge with the user's words. Raises FormError, ResourceError once."""
        return self._knowledge.of(self._words) if is_file(self._words) else None


def _profile(path: Path) -> Profile:
    if not is_file(path):
        raise ResourceError(f"设置里的本地要求文件 {path} 不存在，现在只按国家要求检查。请在设置里改正。")
    return read_profile(path)
