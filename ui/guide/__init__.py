"""这一件在第几行: from an article or an answer to the row of the form in which a case counts."""
