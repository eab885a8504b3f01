"""The window that only reads becomes the one that writes when the other leaves, with the report as that left it."""

from app.report.report import Edit
from app.store.library import Library
from app.system.paths import data_folder
from ui.window.main_window import MainWindow

TEXT = "overview.proactive"


def test_the_reading_window_takes_over_the_open_report(
    qtbot, forms, settings, appearance, report, monkeypatch
):
    monkeypatch.setattr("app.store.watch.EVERY", 0.01)
    first = Library.open(data_folder(), forms)
    key = first.create(report)
    first.sync()
    with Library.open(data_folder(), forms) as second:
        window = MainWindow(second, forms, settings, appearance)
        qtbot.addWidget(window)
        window.open_report(key)
        assert window.desk.workspace.session.read_only
        first.open_session(key).apply(Edit({TEXT: "第一个窗口留下的"}))
        with qtbot.waitSignal(window.news.taken_over, timeout=10_000):
            first.close()
        session = window.desk.workspace.session
        assert (session.read_only, session.report.text(TEXT)) == (False, "第一个窗口留下的")
        session.apply(Edit({TEXT: "第二个窗口接着写"}))
        window.close()
    with Library.open(data_folder(), forms) as third:
        assert third.sessions.report(key).text(TEXT) == "第二个窗口接着写"
