"""What the checks know besides the report: the lexicon, the rules of prose, laws, word lists, profiles."""
