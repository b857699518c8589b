"""One page per module; each is imported when it is opened."""
