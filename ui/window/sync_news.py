"""Says at the first start that the reports lie in a folder which a program keeps alike on several computers.

Once for each computer and folder; the settings remember it. Leans on app.store.sync_folders.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.store.file import identity
from app.store.sync_folders import TOLD, read_services, sync_service
from app.system.paths import resource
from app.system.settings import Settings, SettingValue
from ui.look.banner import Banners

SETTING = "sync.told"  # a line for each computer: its name, a tabulator, the folder; the settings lie in the folder itself
SYNC = "sync folder"  # the key of the banner


def tell_sync_folder(
    folder: Path, settings: Settings, banners: Banners, remember: Callable[[str, SettingValue], None]
) -> None:
    """Tells it, unless it was told on this computer of this folder. Raises ResourceError, FormError."""
    here, place = identity.host(), str(folder.absolute())
    told = dict(line.split("\t", 1) for line in settings.text(SETTING).splitlines() if "\t" in line)
    if told.get(here) == place:
        return
    name = sync_service(folder, read_services(resource("store", "sync_folders.toml")), os.environ, Path.home())
    if name:
        banners.tell("warning", TOLD.format(name=name), key=SYNC)
        remember(SETTING, "\n".join(f"{one}\t{where}" for one, where in {**told, here: place}.items()))
