"""Who signs, which git-remote-codecommit starts, and which way AWS and the host are asked."""

import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket
from threading import Thread

import pytest

from onboard.observe.case.clock import ahead
from onboard.observe.case.grc import grc
from onboard.observe.case.network import network
from onboard.observe.case.signer import compared, signer
from onboard.places import Sandbox
from onboard.situation import HelperEntry, Identity, Kind, ProfileFact
from onboard.situation.case import GitView, Helper, Signer, Target
from tests.situations import PLACES, situation

WEB = Target(url="https://host/v1/repos/web", scheme="https", host="host", repository="web")
BY_GRC = replace(WEB, url="codecommit::eu-west-1://web", scheme="grc", where="remote origin")
IN_SANDBOX = replace(PLACES, sandbox=Sandbox("iam-user", Path("/ssh"), {}))


def helper(value: str) -> GitView:
    return GitView((Helper(HelperEntry(value, "/home/jane/.gitconfig", "global", "", 3)),))


@pytest.mark.parametrize(
    ("target", "git", "env", "expected"),
    [
        (WEB, helper("!onboard git-credential --account 1"), {}, None),
        (WEB, GitView(), {"AWS_PROFILE": "work"}, None),
        (
            WEB,
            helper("!onboard git-credential --profile work"),
            {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_PROFILE": "other"},
            Signer("work", "/home/jane/.gitconfig, line 3", named=True),
        ),
        (
            WEB,
            helper("!aws codecommit credential-helper $@"),
            {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_PROFILE": "other"},
            Signer(None, "AWS_ACCESS_KEY_ID"),
        ),
        (
            WEB,
            helper("!onboard git-credential"),
            {"AWS_DEFAULT_PROFILE": "first", "AWS_PROFILE": "other"},
            Signer("first", "AWS_DEFAULT_PROFILE"),
        ),
        (WEB, helper("!onboard git-credential"), {}, Signer()),
        (BY_GRC, GitView(), {"AWS_PROFILE": "other"}, Signer("other", "AWS_PROFILE")),
        (
            replace(BY_GRC, profile="work"),
            GitView(),
            {"AWS_PROFILE": "other"},
            Signer("work", "remote origin", named=True),
        ),
    ],
)
def test_who_signs(
    target: Target, git: GitView, env: dict[str, str], expected: Signer | None
) -> None:
    assert signer(env, target, git) == expected


ONE, TWO = (ProfileFact("work"),), (ProfileFact("work"), ProfileFact("other"))
NOBODY = Identity(Kind.NONE, cause="aws-profile-missing")
BROKEN = Identity(Kind.NONE, cause="aws-config-broken")


@pytest.mark.parametrize(
    ("name", "profiles", "who", "known", "instead"),
    [
        ("work", ONE, None, True, ""),
        ("gone", ONE, None, False, "work"),
        ("gone", TWO, None, False, ""),
        ("gone", (), NOBODY, False, ""),
        ("gone", (), BROKEN, True, ""),
        (None, (), NOBODY, True, ""),
    ],
)
def test_whether_the_profile_is_there(
    name: str | None,
    profiles: tuple[ProfileFact, ...],
    who: Identity | None,
    known: bool,
    instead: str,
) -> None:
    seen = situation(profiles=profiles) if who is None else situation(who, profiles=profiles)
    found = compared(Signer(name), seen)
    assert (found.known, found.instead) == (known, instead)


@pytest.mark.parametrize(
    ("first", "problem"),
    [
        ("#!/nowhere/bin/python3.9", "It starts /nowhere/bin/python3.9, "),
        ("#!/usr/bin/env -S no-such-python -I", "It starts no-such-python, "),
        ("#!/bin/sh", ""),
        ("\x7fELF", ""),
        ("#!", ""),
    ],
)
def test_whether_it_can_start(tmp_path: Path, first: str, problem: str) -> None:
    program = tmp_path / "git-remote-codecommit"
    program.write_text(f"{first}\n")
    program.chmod(0o700)
    found = grc(replace(PLACES, env={"PATH": str(tmp_path)}), BY_GRC)
    assert found is not None
    assert found.problem.startswith(problem)
    assert bool(found.problem) is bool(problem)


def test_it_is_not_there(tmp_path: Path) -> None:
    assert grc(replace(PLACES, env={"PATH": str(tmp_path)}), BY_GRC) is None


def proxied(value: str) -> GitView:
    return GitView(settings={"http.proxy": HelperEntry(value, ".gitconfig", "global", "", 7)})


def test_a_proxy_that_is_gone() -> None:
    with socket() as unused:
        unused.bind(("127.0.0.1", 0))  # nobody listens
        text = f"http://jane:hunter2@127.0.0.1:{unused.getsockname()[1]}"
        found = network(IN_SANDBOX, WEB, proxied(text))
    assert (found.resolves, found.connects) == (True, False)
    assert "hunter2" not in str(found)
    assert found.proxy_from == "http.proxy in .gitconfig:7"


@pytest.mark.parametrize("value", ["http://[", "http://host:port", "http://"])
def test_a_proxy_that_cannot_be_read(value: str) -> None:
    found = network(IN_SANDBOX, WEB, proxied(value))
    assert (found.connects, found.problem) == (False, "the address of the proxy cannot be read")


def test_in_the_sandbox_nothing_leaves_the_machine() -> None:
    found = network(IN_SANDBOX, WEB, proxied("http://proxy.example.com:3128"))
    assert (found.resolves, found.proxy) == (None, "http://proxy.example.com:3128")
    assert network(IN_SANDBOX, WEB, GitView()).resolves is None


LOOPBACK = "http://127.0.0.1:1"
PROXY = "http://proxy:3128"


@pytest.mark.parametrize(
    ("env", "endpoint", "proxy"),
    [
        ({}, "", ""),
        ({"AWS_ENDPOINT_URL": LOOPBACK, "HTTPS_PROXY": PROXY}, "AWS_ENDPOINT_URL", ""),
        ({"AWS_ENDPOINT_URL": LOOPBACK, "HTTP_PROXY": PROXY}, "AWS_ENDPOINT_URL", "HTTP_PROXY"),
        (
            {"AWS_ENDPOINT_URL": LOOPBACK, "HTTP_PROXY": PROXY, "NO_PROXY": "127.0.0.1"},
            "AWS_ENDPOINT_URL",
            "",
        ),
        ({"https_proxy": PROXY}, "", "https_proxy"),
        ({"https_proxy": PROXY, "no_proxy": "example.com, .amazonaws.com"}, "", ""),
        ({"https_proxy": PROXY, "no_proxy": "*"}, "", ""),
        ({"AWS_ENDPOINT_URL_STS": LOOPBACK}, "AWS_ENDPOINT_URL_STS", ""),
    ],
)
def test_which_way_aws_is_asked(env: dict[str, str], endpoint: str, proxy: str) -> None:
    found = network(replace(IN_SANDBOX, env=env), WEB, GitView())
    assert (found.endpoint_from, found.aws_proxy_from) == (endpoint, proxy)


class Dated(BaseHTTPRequestHandler):
    """Sends whoever asks to another page, as STS does, an hour ago."""

    def do_GET(self) -> None:
        self.send_response_only(302)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Date", self.date_time_string(self.server.now))  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def dated() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Dated) as server:
        server.now = time.time() - 3600  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_clock_is_compared_with_any_answer(dated: str) -> None:
    found = ahead(replace(PLACES, env={"AWS_ENDPOINT_URL": dated}), "eu-west-1")
    assert found is not None
    assert 3590 < found < 3610


@pytest.mark.parametrize("endpoint", [LOOPBACK, "file:///etc/passwd", "http://["])
def test_the_clock_cannot_be_compared(endpoint: str) -> None:
    assert ahead(replace(PLACES, env={"AWS_ENDPOINT_URL": endpoint}), "") is None
