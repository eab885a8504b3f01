"""The tabs of the sections, and the bars over them."""
