"""What a check yields and what it may look at."""
