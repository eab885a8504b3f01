"""Picture of a report that comes back from the reviewer, changed on both sides."""

from __future__ import annotations

from pathlib import Path

from app.handover.trip import give_out
from app.report.report import Edit
from app.store.library import Library
from tests.handover.two_desks import Desk
from tests.ui.pages import found
from tests.ui.pictures import Camera
from ui.handover.merge_dialog import MergeDialog


def handed_back(camera: Camera, library: Library, key: str, folder: Path) -> None:
    """A report that went to another library and comes back, changed on both sides."""
    window, other = camera.window, Desk(folder / "reviewer", "李二")
    window.open_report(key)
    other.take(give_out(library, key))
    words = other.report.text("overview.proactive")
    other.write(requests__received__natural=7, requests__received__legal=1, overview__proactive=f"{words}他写的一句。")
    edit = Edit({"requests.received.natural": 9, "overview.proactive": f"{words}我写的一句。"}, "填写")
    window.desk.workspace.session.apply(edit)
    path = folder / "交回.nbjj"
    path.write_bytes(other.give())
    other.close()
    window.desk.open_file(path)
    dialog = found(window, MergeDialog)
    camera.take("dialog-handed-back", dialog)
    dialog.reject()
