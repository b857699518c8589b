"""Every scenario through the real command line: who it is, what it may use, and that it works."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandboxes import Done, RunningSandbox, running

METHODS = ("https", "ssh", "helper", "grc")
SIGNED = {"helper", "grc"}
KINDS = {
    "iam-user": "iam-user",
    "iam-user-session": "iam-user-session",
    "root": "root",
    "identity-center": "identity-center",
    "federated-user": "federated-user",
    "cross-account-role": "cross-account-role",
    "instance-role": "instance-role",
    "service-role": "service-role",
    "role": "role",
    "none": "none",
    "expired": "none",
    "console-only": "none",
    "no-permission": "iam-user",
    "read-only": "iam-user",
    "mfa-required": "iam-user",
    "slots-full": "iam-user",
    "stale": "iam-user",
}
TEMPORARY = (
    "root",
    "identity-center",
    "federated-user",
    "cross-account-role",
    "instance-role",
    "service-role",
    "role",
)


def document(done: Done) -> dict[str, Any]:
    """The one document of a --json run."""
    assert done.stdout, done.stderr
    assert "Traceback" not in done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def setup(sandbox: RunningSandbox, method: str, *more: str, **how: Any) -> Done:
    """One set-up that asks nothing."""
    extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" and not more else more
    return sandbox.onboard("setup", "--method", method, "--yes", "--json", *extra, **how)


def available(status: dict[str, Any]) -> set[str]:
    return {one["method"] for one in status["offers"] if one["available"]}


def offer_of(status: dict[str, Any], method: str) -> dict[str, Any]:
    return next(one for one in status["offers"] if one["method"] == method)


def recommended(status: dict[str, Any]) -> list[str]:
    return [one["method"] for one in status["offers"] if one["recommended"]]


def clone_and_push(sandbox: RunningSandbox, url: str, folder: Path) -> None:
    """A plain git, as in a second terminal."""
    cloned = sandbox.run("git", "clone", "-q", url, folder)
    assert cloned.returncode == 0, cloned.stderr
    (folder / "new.txt").write_text(url)
    for words in (("add", "."), ("commit", "-qm", "try"), ("push", "-q", "origin", "HEAD")):
        done = sandbox.run("git", "-C", folder, *words)
        assert done.returncode == 0, done.stderr


def test_iam_user_proves_all_four_methods(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert status["identity"]["kind"] == "iam-user"
        assert available(status) == set(METHODS)
        assert recommended(status) == ["https"]
        for method in METHODS:
            done = setup(sandbox, method)
            shown = document(done)
            assert (done.returncode, shown["proof"]["ok"]) == (0, True), (method, shown)
            assert shown["proof"]["push"] == "allowed"
            clone_and_push(sandbox, shown["clone_url"], tmp_path / method)
            again = document(setup(sandbox, method))
            assert (again["plan"], again["run"]) == ([], None), (method, again)


def test_ssh_with_a_passphrase(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        done = setup(
            sandbox, "ssh", "--bits", "2048", "--passphrase-stdin", input="correct horse\n"
        )
        shown = document(done)
        assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown
        key = sandbox.home / ".ssh" / "codecommit_rsa"
        opened = sandbox.run("ssh-keygen", "-y", "-P", "", "-f", key)
        assert opened.returncode != 0
        assert "correct horse" not in done.stdout + done.stderr


@pytest.mark.parametrize("scenario", TEMPORARY)
def test_a_caller_without_iam_user_signs_and_is_told_why_not_keys(
    scenario: str, tmp_path: Path
) -> None:
    with running(tmp_path, scenario) as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert status["identity"]["kind"] == KINDS[scenario]
        assert available(status) == SIGNED
        assert recommended(status) == ["helper"]
        for method in METHODS:
            done = setup(sandbox, method)
            shown = document(done)
            if method in SIGNED:
                assert (done.returncode, shown["proof"]["ok"]) == (0, True), (method, shown)
            else:
                assert done.returncode == 3
                assert shown["error"]["message"] == offer_of(status, method)["reason"]


@pytest.mark.parametrize("scenario", ["none", "expired"])
def test_without_credentials_every_set_up_says_what_to_do(scenario: str, tmp_path: Path) -> None:
    with running(tmp_path, scenario) as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert status["identity"]["kind"] == "none"
        for method in METHODS:
            done = setup(sandbox, method)
            assert (done.returncode, bool(document(done)["error"]["hint"])) == (3, True), method


def test_no_permission_names_the_action(tmp_path: Path) -> None:
    with running(tmp_path, "no-permission") as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert available(status) == set(METHODS)
        https, ssh = setup(sandbox, "https"), setup(sandbox, "ssh")
        assert (https.returncode, ssh.returncode) == (1, 1)
        assert "iam:CreateServiceSpecificCredential" in document(https)["error"]["message"]
        assert "iam:UploadSSHPublicKey" in document(ssh)["error"]["message"]
        for method in sorted(SIGNED):
            assert document(setup(sandbox, method))["proof"]["ok"]


def test_read_only_pulls_and_says_that_pushing_is_refused(tmp_path: Path) -> None:
    with running(tmp_path, "read-only") as sandbox:
        for method in METHODS:
            proof = document(setup(sandbox, method))["proof"]
            assert (proof["ok"], proof["push"]) == (True, "refused"), (method, proof)


def test_mfa_required_goes_through_with_a_code(tmp_path: Path) -> None:
    with running(tmp_path, "mfa-required") as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert available(status) == SIGNED
        assert setup(sandbox, "https").returncode == 3
        without = setup(sandbox, "helper")
        assert (without.returncode, document(without)["error"]["code"]) == (2, "mfa-needed")
        assert "--mfa-code-stdin" in document(without)["error"]["hint"]
        code = sandbox.control("mfa-code")["code"]
        done = setup(sandbox, "helper", "--mfa-code-stdin", input=f"{code}\n")
        shown = document(done)
        assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown
        clone_and_push(sandbox, shown["clone_url"], tmp_path / "helper")
        shown = document(setup(sandbox, "grc"))
        assert shown["proof"]["ok"], shown
        clone_and_push(sandbox, shown["clone_url"], tmp_path / "grc")


def test_a_session_without_mfa_gets_through_with_a_code(tmp_path: Path) -> None:
    with running(tmp_path, "iam-user-session") as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert status["identity"]["kind"] == "iam-user-session"
        assert available(status) == SIGNED
        without = setup(sandbox, "https")
        assert without.returncode == 3
        assert "--mfa-code-stdin" in document(without)["error"]["hint"]
        code = sandbox.control("mfa-code")["code"]
        done = setup(sandbox, "https", "--mfa-code-stdin", input=f"{code}\n")
        shown = document(done)
        assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown


def test_slots_full_says_which_could_go(tmp_path: Path) -> None:
    with running(tmp_path, "slots-full") as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert status["slots"]["git-credential"] == {"used": 2, "of": 2}
        assert status["slots"]["ssh-key"] == {"used": 5, "of": 5}
        assert offer_of(status, "https")["needs"][0].startswith("a free slot")
        https, ssh = setup(sandbox, "https"), setup(sandbox, "ssh")
        assert (https.returncode, ssh.returncode) == (1, 1)
        assert "ACCA" in document(https)["error"]["hint"]
        assert "APKA" in document(ssh)["error"]["hint"]


def test_stale_credentials_are_due(tmp_path: Path) -> None:
    with running(tmp_path, "stale") as sandbox:
        done = sandbox.onboard("status", "--json")
        status = document(done)
        assert done.returncode == 5
        assert {row["type"] for row in status["credentials"] if row["due"]} == {
            "git-credential",
            "ssh-key",
            "access-key",
        }
        assert available(status) == set(METHODS)
        assert sandbox.onboard("status", "--max-age", "500").returncode == 0


def test_console_path_by_ssh(tmp_path: Path) -> None:
    with running(tmp_path, "console-only") as sandbox:
        status = document(sandbox.onboard("status", "--json"))
        assert {o["method"] for o in status["offers"] if o["via"] == "console"} == {"https", "ssh"}
        done = setup(sandbox, "ssh")
        shown = document(done)
        assert done.returncode == 0
        assert "codecommit_rsa.pub" in shown["waiting"]
        public = sandbox.home / ".ssh" / "codecommit_rsa.pub"
        uploaded = sandbox.onboard("sandbox", "console", "upload-key", str(public), "--json")
        key_id = document(uploaded)["key_id"]
        done = setup(sandbox, "ssh", "--key-id", key_id)
        shown = document(done)
        assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown


def test_console_path_by_https(tmp_path: Path) -> None:
    with running(tmp_path, "console-only") as sandbox:
        waiting = setup(sandbox, "https")
        assert waiting.returncode == 0
        assert document(waiting)["waiting"]
        file = tmp_path / "downloaded.csv"
        made = sandbox.onboard("sandbox", "console", "create-git-credential", str(file), "--json")
        assert document(made)["user_name"] == "jane-at-111122223333"
        done = setup(sandbox, "https", "--credentials-file", str(file))
        shown = document(done)
        assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("Access key ID,Secret access key\nAKIA,x\n")
        refused = setup(sandbox, "https", "--credentials-file", str(wrong))
        assert refused.returncode == 2
