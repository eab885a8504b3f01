"""The road in the window: the seven steps in the bar, the blue button for the next one, and what each of them does."""
