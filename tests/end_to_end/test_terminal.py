"""The app in a real terminal at 80x24: three presses of Enter, and no more by accident."""

import json
import sys
import time
from pathlib import Path

from tests.sandboxes import outside, running
from tests.terminals import Terminal, terminal
from tests.tools import needs

APP = (sys.executable, "-m", "onboard", "--sandbox")
ASK = "How should git sign in?"
STILL = 0.4
"""Seconds without a key, after which Enter counts again."""


def app(scenario: str) -> tuple[str, ...]:
    return (*APP[:-1], f"--sandbox={scenario}")


def enter_at(screen: Terminal, *pages: str) -> None:
    """Wait for each page and accept it."""
    for page in pages:
        screen.wait_for(page)
        time.sleep(STILL)
        screen.press("Enter")


@needs("tmux")
def test_three_enters_from_nothing_to_a_proven_clone(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox, terminal(tmp_path, APP, outside(tmp_path)) as screen:
        enter_at(screen, ASK, "P4", "P5")
        screen.wait_for("✓ Proved:")
        described = json.loads(sandbox.onboard("sandbox", "--json").stdout)
        url = described["clone_urls"]["https"]
        env = outside(tmp_path) | described["env"]
        clone = tmp_path / "clone"
        steps = (
            ("clone", "-q", url, str(clone)),
            ("-C", str(clone), "commit", "-q", "--allow-empty", "-m", "try"),
            ("-C", str(clone), "push", "-q", "origin", "HEAD"),
        )
        for words in steps:
            done = sandbox.run("git", *words, env=env)
            assert done.returncode == 0, done.stderr


@needs("tmux")
def test_a_held_enter_never_confirms_review(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox, terminal(tmp_path, APP, outside(tmp_path)) as screen:
        enter_at(screen, ASK, "P4")
        screen.wait_for("P5")
        end = time.monotonic() + 3
        while time.monotonic() < end:  # thirty a second, as a held key repeats
            screen.press("Enter")
            time.sleep(1 / 30)
        assert "P5" in screen.screen()
        assert not any(call["write"] for call in sandbox.control("calls")["calls"])
        time.sleep(STILL)
        screen.press("Enter")
        screen.wait_for("✓ Proved:")


@needs("tmux")
def test_ctrl_q_leaves_and_nothing_was_changed(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox, terminal(tmp_path, APP, outside(tmp_path)) as screen:
        screen.wait_for(ASK)
        screen.press("C-q")
        screen.wait_for("ended with")
        assert not any(call["write"] for call in sandbox.control("calls")["calls"])


@needs("tmux")
def test_the_mfa_page_gets_through(tmp_path: Path) -> None:
    where = outside(tmp_path)
    with (
        running(tmp_path, "mfa-required") as sandbox,
        terminal(tmp_path, app("mfa-required"), where) as screen,
    ):
        screen.wait_for("What does your MFA device show?")
        screen.press(sandbox.control("mfa-code")["code"])
        enter_at(screen, "MFA device", ASK, "P4", "P5")
        screen.wait_for("✓ Proved: git signed in with the access key ASIA")


@needs("tmux")
def test_root_is_warned_and_may_go_on(tmp_path: Path) -> None:
    with (
        running(tmp_path, "root"),
        terminal(tmp_path, app("root"), outside(tmp_path), (60, 20)) as screen,
    ):
        assert "way out" in screen.wait_for("P10")
        enter_at(screen, "P10", ASK, "P4", "P5")
        screen.wait_for("✓ Proved:")


@needs("tmux")
def test_the_console_path_by_a_downloaded_file(tmp_path: Path) -> None:
    file = tmp_path / "downloaded.csv"
    with (
        running(tmp_path, "console-only") as sandbox,
        terminal(tmp_path, app("console-only"), outside(tmp_path), (200, 60)) as screen,
    ):
        sandbox.onboard("sandbox", "console", "create-git-credential", str(file))
        enter_at(screen, "▌ Go through the AWS console", ASK)
        screen.wait_for("P4")
        screen.wait_for("goes through the Regions")  # the field has the focus now
        screen.press("Tab")
        screen.wait_for("Type a name")
        screen.press("api")
        enter_at(screen, "api", "P12")
        screen.wait_for("needed")
        screen.press(str(file))
        enter_at(screen, "downloaded.csv", "P5")
        screen.wait_for("✓ Proved: git signed in as jane-at-111122223333 and listed api.")


@needs("tmux")
def test_the_audit_page_fills_and_is_filtered(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        sandbox.control("users", {"count": 100})
        done = sandbox.onboard("setup", "--method", "helper", "--yes", "--json")
        assert done.returncode == 0, done.stderr
        with terminal(tmp_path, APP, outside(tmp_path)) as screen:
            screen.wait_for("Set up on this machine")
            screen.press("e")
            screen.wait_for("✓ 102 users; 219 credentials")
            screen.press("/")
            screen.press("dev-0021 ssh")
            shown = screen.wait_for("2 of 219 credentials match.")
            assert shown.count("dev-0021  ") == 2
            screen.press("Escape")
            screen.wait_for("Set up on this machine")


@needs("tmux")
def test_r_on_status_rotates_and_retires_after_the_proof(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        done = sandbox.onboard("setup", "--method", "https", "--yes", "--json")
        assert done.returncode == 0, done.stderr
        with terminal(tmp_path, APP, outside(tmp_path)) as screen:
            screen.wait_for("R Rotate")
            screen.press("r")
            enter_at(screen, "P14", "only after the proof")
            shown = " ".join(screen.wait_for("✓ Proved:").split())
            assert "is Inactive; it may be deleted from" in shown
        rows = json.loads(sandbox.onboard("status", "--json").stdout)["credentials"]
        states = [row["status"] for row in rows if row["type"] == "git-credential"]
        assert sorted(states) == ["Active", "Inactive"]
        assert sandbox.run("git", "ls-remote", json.loads(done.stdout)["clone_url"]).returncode == 0


@needs("tmux")
def test_the_doctor_mends_looks_again_and_takes_it_back(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        done = sandbox.onboard("setup", "--method", "https", "--yes", "--json")
        assert done.returncode == 0, done.stderr
        clone = sandbox.home / "web"
        sandbox.run("git", "init", "-q", str(clone))
        url = json.loads(done.stdout)["clone_url"] + "/"
        sandbox.run("git", "-C", str(clone), "remote", "add", "origin", url)
        before = (clone / ".git" / "config").read_bytes()
        with terminal(tmp_path, APP, outside(tmp_path)) as screen:
            screen.wait_for("D Repair")
            screen.press("d")
            assert "D13  A slash at the end" in screen.wait_for("See what mends D13")
            enter_at(screen, "See what mends D13", "P5")
            screen.wait_for("✓ Nothing is wrong. git is let in.")
            assert (clone / ".git" / "config").read_bytes() != before
            screen.press("u")
            enter_at(screen, "Undo the last mending?")
            screen.wait_for("See what mends D13")
            assert (clone / ".git" / "config").read_bytes() == before
            screen.press("Escape")
            screen.wait_for("D Repair")


@needs("tmux")
def test_a_message_an_address_and_a_refusal_are_answered(tmp_path: Path) -> None:
    with (
        running(tmp_path, "no-permission") as sandbox,
        terminal(tmp_path, app("no-permission"), outside(tmp_path)) as screen,
    ):
        screen.wait_for(ASK)
        screen.press("d")
        screen.wait_for("P15")
        screen.press("e")
        screen.wait_for("Paste what git, ssh or AWS said")
        screen.paste("$ git fetch\nfatal: [x] HTTP 403\nPermission denied (publickey).\n")
        screen.press("C-e")
        screen.wait_for("Let the doctor look")
        screen.press("Escape")
        screen.wait_for("fatal: [x] HTTP 403")
        screen.press("Escape")
        screen.wait_for("P15")
        screen.press("a")
        screen.wait_for("P17")
        screen.paste("https://j:geh/ei@m@git-codecommit.eu-west-1.amazonaws.com/v1/repos/web/")
        assert "geh" not in screen.wait_for("https://j:••••@git")
        time.sleep(STILL)
        screen.press("Enter")
        shown = screen.wait_for("Copy it").splitlines()
        assert "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web" in shown
        screen.press("Escape")
        screen.wait_for("P15")
        screen.press("Escape")
        screen.wait_for(ASK)
        screen.press("Up", "Up")
        screen.wait_for("F4 Ask admin")
        screen.press("F4")
        screen.wait_for("Subject: AWS permission for jane: iam:CreateServiceSpecificCredential")
        screen.press("s")
        enter_at(screen, "Save to a new file")
        screen.wait_for("✓ Saved to")
        assert "OnboardLeast" in (sandbox.home / "codecommit-request.txt").read_text("utf-8")
