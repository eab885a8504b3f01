"""Looks: theme, fonts, icons, buttons, banners, how large windows are."""
