"""Chinese composition of the printed page: faces, line breaking, the 22 × 28 grid, tables, pages.

It turns the neutral blocks of a document into pages of positioned lines and rules (GB/T 9704—2012) and
knows no output format; a writer draws what stands on the pages.
"""
