"""That the reports lie in a sync folder is said at the first start there, and again when the folder is another one."""

from __future__ import annotations

import pytest

from app.store.file import identity
from app.store.library import Library
from ui.window.main_window import MainWindow
from ui.window.store_news import tell_sync_folder


@pytest.fixture
def told(banners, means):
    """What is said at a start with the data in that folder."""

    def start(folder) -> bool:
        before = set(banners.standing())
        tell_sync_folder(folder, means)
        said = [one for one in banners.standing() if "同步文件夹" in one and one not in before]
        banners.withdraw("sync folder")
        return bool(said)

    return start


def test_it_is_said_once_for_each_folder(told, tmp_path):
    first, second = tmp_path / "我的坚果云" / "年报", tmp_path / "OneDrive" / "年报"
    assert [told(first), told(first), told(second), told(second), told(first)] == [True, False, True, False, True]


def test_another_computer_that_has_the_settings_through_the_folder_is_told_too(told, tmp_path, monkeypatch):
    folder = tmp_path / "我的坚果云"
    assert told(folder)
    monkeypatch.setattr(identity, "host", lambda: "二楼")
    assert [told(folder), told(folder)] == [True, False]


def test_elsewhere_nothing_is_said(told, tmp_path):
    assert not told(tmp_path / "年报")


def test_the_window_says_it_at_its_first_start(qtbot, forms, settings, appearance, tmp_path):
    seen = []
    for _ in range(2):
        with Library.open(tmp_path / "BaiduSyncdisk" / "年报", forms) as library:
            window = MainWindow(library, forms, settings, appearance)
            qtbot.addWidget(window)
            seen.append([one for one in window.banners.standing() if "百度网盘同步空间" in one])
            window.close()
    assert "同一时间只在一台电脑上打开" in seen[0][0]
    assert seen[1] == []
