"""The credential helper that git calls: it answers with a Git password, or not at all.

Git waits for it on every fetch and push, so the usual way imports next to nothing: no module here
imports another outside the standard library, `typing` or `collections` at its top.
"""
