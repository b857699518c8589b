"""The Textual app: asks and shows, decides nothing."""
