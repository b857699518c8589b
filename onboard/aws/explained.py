"""What goes wrong on the way to credentials, told with the profile's name."""

from collections.abc import Iterator
from contextlib import contextmanager

from onboard.aws.problems import ANOTHER_PROFILE, from_answer, from_botocore, not_aws
from onboard.aws.profiles import read_profiles
from onboard.errors import BadInput
from onboard.places import Places


class UnknownProfile(BadInput):
    """The AWS files have no profile of that name."""


@contextmanager
def explained(places: Places, asked: str | None) -> Iterator[None]:
    """Raise what goes wrong on the way to credentials as an OnboardError."""
    from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
    from botocore.parsers import ResponseParserError

    named = asked or places.env.get("AWS_DEFAULT_PROFILE") or places.env.get("AWS_PROFILE")
    try:
        yield
    except ProfileNotFound as error:
        raise _unknown_profile(places, named or "") from error
    except ClientError as error:
        raise from_answer(error, f"sts:{error.operation_name}") from error
    except BotoCoreError as error:
        raise from_botocore(error, named) from error
    except ResponseParserError as error:
        raise not_aws("the sign-in") from error
    except (OSError, ValueError, KeyError) as error:
        # credential_process may be no program, or print what is no JSON
        raise BadInput(
            f"The profile {named or 'default'} cannot be used: its credential source failed "
            f"({type(error).__name__}).",
            ANOTHER_PROFILE,
        ) from error


def _unknown_profile(places: Places, name: str) -> UnknownProfile:
    names = ", ".join(fact.name for fact in read_profiles(places))
    there = f"Your profiles are: {names}." if names else "The AWS files have no profile at all."
    hint = "Choose one of them with --profile." if names else "Make one: aws configure"
    return UnknownProfile(f"There is no AWS profile called {name!r}. {there}", hint)
