"""Messages lie over the foot of the window, move nothing, and go when they are of no more use."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.report.report import Edit
from ui.look import banner
from ui.look.banner import DEED, Banners, Offer


@pytest.fixture
def room(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QWidget())
    made.resize(800, 400)
    made.show()
    return made


@pytest.fixture
def banners(room, appearance) -> Banners:
    made = Banners(appearance)
    made.lie_over(room)
    return made


@pytest.fixture
def hasty(monkeypatch) -> None:
    monkeypatch.setattr(banner, "SHOWN", 30)
    monkeypatch.setattr(banner, "LEAST", 30)


def test_a_message_lies_at_the_foot_and_moves_nothing(qtbot, room, banners) -> None:
    before = room.layout().itemAt(0).widget().geometry()
    banners.tell("error", "磁盘已满。")
    qtbot.waitUntil(lambda: banners.geometry().bottom() == room.rect().bottom())
    assert room.layout().itemAt(0).widget().geometry() == before
    room.resize(600, 300)
    assert banners.width() == 600


def test_a_notice_goes_by_itself(qtbot, banners, hasty) -> None:
    banners.tell("notice", "已保存。")
    qtbot.waitUntil(lambda: not banners.isVisible())


def test_what_was_said_of_a_deed_goes_with_the_next_edit(qtbot, banners, hasty) -> None:
    banners.tell("error", "没有导入。", key=DEED)
    banners.tell("notice", "已移入回收站。", Offer("撤销删除", lambda: None), key="bin")
    banners.pass_by()
    qtbot.waitUntil(lambda: banners.standing() == ())


def test_nothing_goes_before_it_could_be_read(qtbot, opened) -> None:
    opened.banners.tell("error", "没有导入。", key=DEED)
    opened.desk.workspace.session.apply(Edit({"disputes.review.upheld": 7}))
    assert opened.banners.standing() == ("没有导入。",)


def test_what_is_wrong_with_the_store_stays(qtbot, banners, hasty) -> None:
    banners.tell("error", "磁盘已满。")
    banners.tell("notice", "随后就走。")
    banners.pass_by()
    qtbot.waitUntil(lambda: banners.standing() == ("磁盘已满。",))


def test_an_offer_that_somebody_is_at_stays(qtbot, banners, hasty) -> None:
    told = banners.tell("notice", "已移入回收站。", Offer("撤销删除", lambda: None), key=DEED)
    told.close_button.setFocus()
    with qtbot.waitActive(told.window()):
        told.window().activateWindow()
    banners.pass_by()
    with qtbot.assertNotEmitted(told.gone, wait=100):
        pass


def test_esc_puts_a_message_away(qtbot, banners) -> None:
    told = banners.tell("error", "没有导入。", key=DEED)
    qtbot.keyClick(told.close_button, Qt.Key.Key_Escape)
    assert banners.standing() == ()


def test_a_message_gives_way_to_a_newer_one_of_its_kind(banners) -> None:
    banners.tell("notice", "正在准备打印……", key="print")
    banners.tell("notice", "已送往打印机。", key="print")
    banners.tell("warning", "另一件事。")
    assert banners.standing() == ("已送往打印机。", "另一件事。")


def test_taking_an_offer_puts_the_message_away(qtbot, banners) -> None:
    taken: list[str] = []
    banner = banners.tell("notice", "已移入回收站。", Offer("撤销删除", lambda: taken.append("x")))
    banner.findChild(QPushButton).click()
    assert taken == ["x"]
    assert banners.standing() == ()


def test_an_offer_that_stays_leaves_the_message(banners) -> None:
    banner = banners.tell("error", "没有保存。", Offer("重试", lambda: None, stays=True), key="saving")
    banner.findChild(QPushButton).click()
    assert banners.standing() == ("没有保存。",)
    banner.close_button.click()
    assert banners.standing() == ()


def test_withdrawing_what_does_not_stand_does_nothing(banners) -> None:
    banners.withdraw("nothing")
    assert banners.standing() == ()
