"""The data file of symptoms: whole, and each row of use to somebody."""

import re

import pytest

from onboard.doctor.explain import WHY
from onboard.doctor.symptoms import Symptom, all_symptoms

IDS = """
403-unspecific stale-helper-password keychain-conflict gcm-conflict git-credential-wrong-or-inactive
helper-not-configured helper-bypassed helper-command-not-found helper-misconfigured no-usehttppath
no-prompt-possible repo-not-found bad-url proxy-or-dns tls-interception rate-exceeded too-large-push
no-aws-credentials aws-profile-missing aws-config-broken expired-sso expired-session invalid-token
wrong-secret-key mfa-session-needed wrong-mfa-code clock-skew login-needs-crt no-grc
grc-broken-install grc-bad-profile grc-region grc-no-credentials grc-outdated-botocore
grc-credential-process grc-blocked-in-submodule grc-scheme-unsupported publickey-unspecific
publickey-wrong-user publickey-not-uploaded key-file-missing key-unreadable key-permissions
key-type-not-accepted config-permissions putty too-many-auth-failures hostkey-unknown
hostkey-changed ssh-rsa-disabled ssh-ok-not-an-error no-permission-pull no-permission-push
no-permission-api no-permission-iam explicit-deny-mfa explicit-deny-scp branch-protected
kms-denied service-closed slots-full
"""


def test_every_documented_cause_has_its_row() -> None:
    assert sorted(one.id for one in all_symptoms()) == sorted(IDS.split())


@pytest.mark.parametrize("symptom", all_symptoms(), ids=lambda one: one.id)
def test_a_row_says_why_and_the_one_next_step(symptom: Symptom) -> None:
    assert symptom.cause.endswith(".")
    assert symptom.next
    assert symptom.source.startswith("https://")
    assert symptom.words or symptom.sign
    assert all(all(one.pieces) for one in symptom.words)
    assert {one.scope for one in symptom.words} <= {"anywhere", "codecommit", "here"}


def test_no_two_symptoms_share_their_words_at_one_rank() -> None:
    seen: dict[tuple[object, ...], str] = {}
    for one in all_symptoms():
        for words in one.words:
            key = (words.pieces, words.scope, one.rank)
            assert seen.setdefault(key, one.id) == one.id


def test_each_level_has_a_reason_and_only_unspecific_ones_rest_on_low_alone() -> None:
    assert len(WHY) == 3
    alone = {
        one.id
        for one in all_symptoms()
        if one.words and max(words.confidence for words in one.words) == min(WHY)
    }
    assert alone == {"403-unspecific", "publickey-unspecific", "helper-not-configured"}


def test_commands_of_ours_are_marked_as_the_sandbox_needs_them() -> None:
    for one in all_symptoms():
        bare = re.findall(r"(?<!`)\bonboard (?:doctor|setup|status|rotate|url|policy)", one.next)
        assert not bare, one.id
