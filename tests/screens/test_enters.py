"""Which Enters count."""

from screens.enters import Enters


def _page(at: float) -> Enters:
    enters = Enters()
    enters.page_appears()
    enters.page_appeared(at)
    return enters


def test_an_enter_after_a_still_moment_counts() -> None:
    assert _page(10.0).pressed(10.31)


def test_an_early_enter_does_not_count_and_starts_the_wait_anew() -> None:
    enters = _page(10.0)
    assert not enters.pressed(10.2)
    assert not enters.pressed(10.4)
    assert enters.pressed(10.8)


def test_a_held_enter_never_counts() -> None:
    enters = _page(10.0)
    assert not any(enters.pressed(10 + n / 30) for n in range(90))


def test_nothing_counts_before_the_page_was_seen() -> None:
    enters = Enters()
    assert not enters.pressed(10.0)
    enters.page_appears()
    assert not enters.pressed(12.0)


def test_the_first_repeat_of_a_held_key_is_known_as_hasty() -> None:
    enters = _page(10.0)
    enters.pressed(10.5)
    enters.page_appears()
    enters.page_appeared(10.52)
    assert enters.pressed(11.1)
    assert enters.hasty
    assert enters.pressed(12.6)
    assert not enters.hasty
