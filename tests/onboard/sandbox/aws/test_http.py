"""Whatever comes over the wire, the answer is shaped as AWS shapes it."""

import http.client
import json
import socket
from collections.abc import Callable, Iterator

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboard.sandbox.aws import wire
from onboard.sandbox.aws.operations import SERVICES
from onboard.sandbox.aws.validate import _pattern
from onboard.sandbox.scenarios.seed import REGION
from tests.onboard.sandbox.aws.running import Running

FORM = "application/x-www-form-urlencoded"


def signed(
    running: Running, service: str, body: bytes, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Send any body, rightly signed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = AWSRequest("POST", running.endpoint + "/", named, body)
    SigV4Auth(Credentials(*running.jane()), service, REGION).add_auth(request)
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    try:
        connection.request("POST", "/", body, dict(request.headers.items()))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("service", "verb"),
    [
        ("s3", "list_buckets"),
        ("ec2", "describe_regions"),
        ("lambda", "list_functions"),
        ("dynamodb", "list_tables"),
        ("organizations", "describe_organization"),
        ("iam", "list_roles"),
        ("codecommit", "list_pull_requests"),
    ],
)
def test_what_the_sandbox_does_not_have(running: Running, service: str, verb: str) -> None:
    client = running.client(service)
    call = {"repositoryName": "web"} if verb == "list_pull_requests" else {}
    with pytest.raises(ClientError) as caught:
        getattr(client, verb)(**call)
    answer = caught.value.response
    assert answer["Error"]["Code"] in ("InvalidAction", "UnknownOperationException")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_answers_carry_a_date_a_type_and_an_id(running: Running) -> None:
    status, headers, body = signed(
        running, "sts", b"Action=GetCallerIdentity&Version=2011-06-15", Content_Type=FORM
    )
    assert status == 200
    assert headers["Date"]
    assert headers["Content-Type"] == "text/xml"
    assert headers["x-amzn-RequestId"] in body.decode()
    target = "CodeCommit_20150413.ListRepositories"
    status, headers, body = signed(running, "codecommit", b"{}", X_Amz_Target=target)
    assert (status, headers["Content-Type"]) == (200, "application/x-amz-json-1.1")
    assert json.loads(body)["repositories"]


def test_chunked_bodies_and_kept_connections(running: Running) -> None:
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    request = AWSRequest("POST", running.endpoint + "/", {"Content-Type": FORM}, body)
    SigV4Auth(Credentials(*running.jane()), "sts", REGION).add_auth(request)
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)

    def pieces() -> Iterator[bytes]:
        yield body[:10]
        yield body[10:]

    for _ in range(3):
        connection.request(
            "POST", "/", pieces(), dict(request.headers.items()), encode_chunked=True
        )
        answer = connection.getresponse()
        assert answer.status == 200
        assert b"user/jane" in answer.read()
    connection.close()


def test_expect_100_continue(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as raw:
        head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
        raw.sendall(head.encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 100")
        raw.sendall(b"A=1&")
        assert b"403" in raw.recv(1000)


@pytest.mark.parametrize(
    "head",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_unreadable_requests_get_no_html(running: Running, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as raw:
        raw.sendall(head)
        answer = b"".join(iter(lambda: raw.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.")
    assert b"html" not in answer.lower()


def test_a_taken_port_is_no_obstacle(running: Running, launch: Callable[..., Running]) -> None:
    other = launch(folder="other").cloud
    assert other.serve(running.port, {}) != running.port


def test_a_closed_server_answers_nobody(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    connection.request("GET", "/")
    connection.getresponse().read()
    running.cloud.close()
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        _ask_again(connection)
    connection.close()


def _ask_again(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/")
    connection.getresponse()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    action=st.sampled_from(sorted(SERVICES["iam"]) + sorted(SERVICES["sts"]) + ["", "Other"]),
    service=st.sampled_from(["iam", "sts", "s3", "x y"]),
    rest=st.one_of(
        st.binary(max_size=60),
        st.dictionaries(
            st.sampled_from(
                [
                    "UserName",
                    "MaxItems",
                    "Marker",
                    "ActionNames.member.1",
                    "Status",
                    "DurationSeconds",
                    "PolicyDocument",
                    "RoleArn",
                    "ContextEntries.member.1.ContextKeyName",
                ]
            ),
            st.text("abc0<&=%\x00é-", max_size=8),
        ).map(lambda fields: "&".join(f"{k}={v}" for k, v in fields.items()).encode()),
    ),
)
def test_any_form_gets_an_answer_of_aws(
    shared: Running, action: str, service: str, rest: bytes
) -> None:
    body = f"Action={action}&Version=1&".encode() + rest
    status, _, answer = signed(shared, service, body, Content_Type=FORM)
    assert status < 500, answer
    assert answer.startswith(b"<")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    operation=st.sampled_from([*sorted(SERVICES["codecommit"]), "", "Other"]),
    body=st.one_of(
        st.binary(max_size=40),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["repositoryName", "repositoryNames", "branchName", "sortBy"]),
                    inner,
                    max_size=3,
                )
            ),
        ).map(lambda value: json.dumps(value).encode()),
    ),
)
def test_any_json_gets_an_answer_of_aws(shared: Running, operation: str, body: bytes) -> None:
    target = f"CodeCommit_20150413.{operation}"
    status, _, answer = signed(shared, "codecommit", body, X_Amz_Target=target)
    assert status < 500, answer
    assert isinstance(json.loads(answer), dict)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One cloud for all the bodies."""
    from tests.onboard.sandbox.aws.running import start

    running = start(tmp_path_factory.mktemp("shared"), "iam-user")
    yield running
    running.cloud.close()


def test_python_reads_every_pattern_of_the_models() -> None:
    for service, operations in SERVICES.items():
        for name in operations:
            known = wire.operation(service, name)
            assert known is not None, name
            for member in known.input_shape.members.values() if known.input_shape else ():
                assert _pattern(member.metadata.get("pattern", ""))


def test_boto3_with_its_own_retries_is_content(running: Running) -> None:
    client = boto3.client(
        "sts",
        REGION,
        endpoint_url=running.endpoint,
        aws_access_key_id=running.jane()[0],
        aws_secret_access_key=running.jane()[1],
        config=Config(retries={"mode": "standard"}),
    )
    for _ in range(20):
        assert client.get_caller_identity()["Account"]
