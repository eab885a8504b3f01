"""The window: PySide6 widgets over the engine in `app`. Holds no truth of its own."""
