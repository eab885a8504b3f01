"""All reports of a library at one look: how each of them stands, and where words and figures stand in them."""
