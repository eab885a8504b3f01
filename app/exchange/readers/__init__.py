"""Files of every format become a Source; here what several formats share."""
