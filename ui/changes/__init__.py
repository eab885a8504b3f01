"""Old and new of many cells, shown before they change."""
