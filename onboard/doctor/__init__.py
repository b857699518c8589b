"""Finding out what is wrong: what a pasted message means."""
