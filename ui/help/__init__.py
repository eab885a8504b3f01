"""The manual on the screen: a window of its own, opened with F1 at the chapter of where the person is. Local only."""
