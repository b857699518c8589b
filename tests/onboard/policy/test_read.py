"""Refusals as people paste them, each read for whom, what, on what and why."""

import pytest

from onboard.errors import BadInput
from onboard.policy import Layer, Refusal
from onboard.policy.read import read
from tests.hostile import STRINGS

WHO = "arn:aws:iam::111122223333:user/dev/jane"
WEB = "arn:aws:codecommit:eu-west-1:111122223333:web"
ACTION = "codecommit:GitPull"
SAID = f"User: {WHO} is not authorized to perform: {ACTION} on resource: {WEB}"
PULL = ((ACTION, WEB),)


def because(words: str) -> str:
    return f"An error occurred (AccessDenied) when calling the X operation: {SAID} {words}"


@pytest.mark.parametrize(
    ("words", "layer", "explicit"),
    [
        (f"because no identity-based policy allows the {ACTION} action", Layer.IDENTITY, False),
        (f"because no permissions boundary allows the {ACTION} action", Layer.BOUNDARY, False),
        (f"because no session policy allows the {ACTION} action", Layer.SESSION, False),
        (f"because no service control policy allows the {ACTION} action", Layer.SCP, False),
        (f"because no resource-based policy allows the {ACTION} action", Layer.RESOURCE, False),
        (f"because no VPC endpoint policy allows the {ACTION} action", Layer.ENDPOINT, False),
        (f"because no role trust policy allows the {ACTION} action", Layer.TRUST, False),
        ("with an explicit deny in an identity-based policy", Layer.IDENTITY, True),
        ("with an explicit deny in a service control policy", Layer.SCP, True),
        ("with an explicit deny in a resource control policy", Layer.RCP, True),
        ("with an explicit deny in a permissions boundary", Layer.BOUNDARY, True),
        ("with an explicit deny in a session policy", Layer.SESSION, True),
        ("with an explicit deny in a VPC endpoint policy", Layer.ENDPOINT, True),
        ("", None, False),
    ],
)
def test_each_kind_of_policy_is_told_from_the_wording(
    words: str, layer: Layer | None, explicit: bool
) -> None:
    assert read(because(words)) == Refusal(PULL, WHO, layer, explicit)


def test_the_policy_that_aws_names_is_kept() -> None:
    arn = "arn:aws:iam::111122223333:policy/guard/NoGit"
    found = read(because(f"with an explicit deny in an identity-based policy: {arn}"))
    assert found.culprit == arn


WHOLE = because(f"because no identity-based policy allows the {ACTION} action")
ANSWER = Refusal(PULL, WHO, Layer.IDENTITY)


@pytest.mark.parametrize("width", [20, 37, 60, 80, 100])
def test_a_terminal_may_have_cut_it_anywhere(width: int) -> None:
    cut = "\n".join(WHOLE[at : at + width] for at in range(0, len(WHOLE), width))
    assert read(cut).asked == ANSWER.asked
    assert read(cut).principal == WHO


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "remote: {}\nfatal: Could not read from remote repository.",
        "\x1b[31m{}\x1b[0m\n",
        '{{"message": "{}"}}',
        "> {}\n",
        "botocore.exceptions.ClientError: {}",
        "fatal: unable to access\nremote: Access denied: {}",
    ],
)
def test_what_stands_around_it_does_not_matter(frame: str) -> None:
    found = read(frame.format(WHOLE))
    assert (found.asked, found.principal) == (ANSWER.asked, WHO)


@pytest.mark.parametrize(
    ("text", "asked", "repository"),
    [
        ("You may not do iam:UploadSSHPublicKey for your own user.",
         (("iam:UploadSSHPublicKey", ""),), ""),
        ("codecommit:GitPull", ((ACTION, ""),), ""),
        ("you lack codecommit:GitPush, and codecommit:GitPull",
         (("codecommit:GitPush", ""), (ACTION, "")), ""),
        ("An error occurred (AccessDenied) when calling the ListSSHPublicKeys operation",
         (("iam:ListSSHPublicKeys", ""),), ""),
        ("An error occurred (AccessDeniedException) when calling the GetRepository operation: None",
         (("codecommit:GetRepository", ""),), ""),
        ("fatal: unable to access 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web/': "
         "The requested URL returned error: 403", ((ACTION, ""),), "web"),
        ("$ git push\nfatal: unable to access "
         "'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web/': "
         "The requested URL returned error: 403", (("codecommit:GitPush", ""),), "web"),
        ("fatal: unable to access 'https://jane-at-111122223333@git-codecommit.eu-west-1.amazonaws"
         ".com/v1/repos/web/': The requested URL returned error: 403", PULL, "web"),
    ],
)  # fmt: skip
def test_other_words_for_a_refusal(
    text: str, asked: tuple[tuple[str, str], ...], repository: str
) -> None:
    found = read(text)
    assert (found.asked, found.repository) == (asked, repository)
    assert found.guess == ("403" in text)


@pytest.mark.parametrize(
    ("text", "layer", "explicit"),
    [
        ("codecommit:GitPull: a policy explicitly denies it", Layer.IDENTITY, True),
        ("codecommit:GitPull: your organisation's policies deny it", Layer.SCP, True),
        ("codecommit:GitPull: your permissions boundary does not include it", Layer.BOUNDARY,
         False),
        ("AWS refuses you codecommit:GitPull with an explicit deny in an identity-based policy.",
         Layer.IDENTITY, True),
    ],
)  # fmt: skip
def test_our_own_words_are_read_too(text: str, layer: Layer, explicit: bool) -> None:
    found = read(text)
    assert (found.layer, found.explicit) == (layer, explicit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "it does not work",
        "Permission denied (publickey).",
        "fatal: unable to access 'https://github.com/a/b/': The requested URL returned error: 403",
        "error: 404",
        "arn:aws:codecommit:eu-west-1:111122223333:web",
        "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
    ],
)  # fmt: skip
def test_what_is_no_refusal_is_said(text: str) -> None:
    with pytest.raises(BadInput):
        read(text)


def test_hostile_texts_are_no_refusals_either() -> None:
    for text in STRINGS:
        with pytest.raises(BadInput):
            read(text)
