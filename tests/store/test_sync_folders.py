"""Folders that a program keeps alike on several computers are recognised by name, mark and variable, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import ResourceError
from app.store.sync_folders import read_services, sync_service
from app.system.paths import resource

SERVICES = read_services(resource("store", "sync_folders.toml"))


def service_of(folder: Path, **environment: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return sync_service(folder, SERVICES, environment, Path("/nobody"))


@pytest.mark.parametrize(
    ("name", "service"),
    [("我的坚果云", "坚果云"), ("Nutstore Files", "坚果云"), ("坚果云-zhang@example.cn", "坚果云"), ("OneDrive", "OneDrive"),
     ("OneDrive - 健康路街道", "OneDrive"), ("Dropbox (Office)", "Dropbox"), ("baidusyncdisk", "百度网盘同步空间"),
     ("WPSDrive", "WPS 云盘"), ("微云同步助手", "腾讯微云"), ("天翼云盘同步盘", "天翼云盘"), ("华为云盘", "华为云盘"),
     ("iCloudDrive", "iCloud 云盘"), ("Google Drive", "Google Drive"), ("Nextcloud", "Nextcloud 或 ownCloud"),
     ("Seafile", "Seafile"), ("Resilio Sync", "Resilio Sync"), ("阿里云盘同步", "阿里云盘")],
)  # fmt: skip
def test_a_folder_below_one_of_a_known_name_is_recognised(tmp_path: Path, name: str, service: str) -> None:
    assert service_of(tmp_path / name / "工作" / "年报") == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".sync_0a1b2c.db", "Nextcloud 或 ownCloud"),
     (".sync/ID", "Resilio Sync"), (".tmp.drivedownload", "Google Drive")],
)  # fmt: skip
def test_a_mark_that_the_program_put_there_tells_it(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / "共用" / mark).mkdir(parents=True)
    assert service_of(tmp_path / "共用" / "年报") == service


def test_a_variable_names_the_folder_whatever_it_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "云" / "年报"
    assert service_of(folder, OneDriveCommercial=str(tmp_path / "云")) == "OneDrive"
    assert service_of(folder, OneDrive="") == ""


@pytest.mark.parametrize("name", ["年报", "Dropbox 的说明", "OneDriveX", "百度网盘下载", "mydropbox"])
def test_other_folders_are_not(tmp_path: Path, name: str) -> None:
    assert service_of(tmp_path / name) == ""


def test_the_home_of_an_account_of_such_a_name_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "nextcloud" / "年报"
    folder.mkdir(parents=True)
    assert sync_service(folder, SERVICES, {}, tmp_path / "nextcloud") == ""


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Seafile" / "年报").mkdir(parents=True)
    (tmp_path / "数据").symlink_to(tmp_path / "Seafile" / "年报")
    assert sync_service(tmp_path / "数据", SERVICES, {}, Path("/nobody")) == "Seafile"


LINE = '[[service]]\nname = "甲"\nfolders = ["A"]\nknown = "its manual"\n'


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "service"), (LINE + 'colour = "red"\n', "不认识"), (LINE.replace('known = "its manual"\n', ""), "known"),
     (LINE.replace('folders = ["A"]\n', ""), "至少要有一种")],
)  # fmt: skip
def test_a_defect_in_the_list_is_refused_with_its_place(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ResourceError, match=word):
        read_services(path)


def test_a_missing_list_is_a_damaged_installation(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="重新安装"):
        read_services(tmp_path / "none.toml")
