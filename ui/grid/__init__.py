"""The tables of the official form on the screen: headings as on paper, cells typed as in a spreadsheet."""
