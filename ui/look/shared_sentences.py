"""Sentences that more than one part of the window says."""

from __future__ import annotations

LOCKED = "这份报告现在只能查看，没有改动：已定稿的，请到“审核与定稿”（Ctrl+R）里解锁；别处正在编辑的，请等对方关闭。"
NOT_TAKEN = "刚才的输入没有写入，原来的内容没有变：{why}"
