"""A sentence as numbers, signs and words of the lexicon, and which words belong to which number."""
