"""「台账」: the register of requests, one line each, with deadlines; tables three and four filled from it."""
