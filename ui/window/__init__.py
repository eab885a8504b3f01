"""The main window, assembled; nothing else knows it."""
