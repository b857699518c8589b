"""A value that must not be seen by accident."""


class Secret:
    """Holds a secret text: `str`, `repr` and pickling never show it, `reveal` does.

    Create it where the secret enters the program and reveal it only in the call that hands it on.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The secret itself."""
        return self.__text

    def __repr__(self) -> str:
        return "Secret(••••)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.reveal() == self.__text

    def __hash__(self) -> int:
        return hash(self.__text)

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __reduce__(self) -> str:
        raise TypeError("a Secret is not to be pickled or copied into a file")
