"""The road of a report from the empty form to the office above: its steps, and which one comes next."""
