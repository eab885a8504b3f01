"""What the checks found: the watch that runs them and the panel that lists them."""
