"""One value as it is typed, pasted or refused, wherever it stands."""
