"""The protocols of AWS on the wire, from botocore's models by way of moto's serialisers."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from onboard.sandbox.aws.errors import JSON_CODES, AwsError

if TYPE_CHECKING:
    from moto.core.model import OperationModel

JSON = "application/x-amz-json-1.1"
XML = "text/xml"
_NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    body: bytes = b""
    type: str = XML
    headers: dict[str, str] = field(default_factory=dict)


@cache
def model(service: str) -> Any:
    """botocore's model of a service."""
    from moto.core.utils import get_service_model

    return get_service_model(service)


def operation(service: str, name: str) -> "OperationModel | None":
    """The model of an operation, or None when the service has none of that name."""
    known = model(service)
    return known.operation_model(name) if name in known.operation_names else None


def form_of(body: bytes, query: str) -> dict[str, str]:
    """The fields of a query-protocol request; AwsError when they cannot be read."""
    try:
        text = body.decode() if body else query
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=2000))
    except ValueError:
        raise AwsError("MalformedQueryString", "The query string contains a syntax error") from None


def read_form(known: "OperationModel", form: dict[str, str]) -> dict[str, Any]:
    """The parameters of a query-protocol request, lists and numbers included."""
    from moto.core.parse import QueryParser

    try:
        parsed: dict[str, Any] = QueryParser(known).parse({"values": form})  # type: ignore[typeddict-item]
    except (ValueError, TypeError, AttributeError) as problem:
        raise AwsError("MalformedInput", f"Invalid parameter: {problem}") from None
    return parsed


def read_json(known: "OperationModel", body: bytes) -> dict[str, Any]:
    """The parameters of a JSON request; SerializationException when they are not what they say."""
    try:
        values = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise AwsError("SerializationException", "The request body is not valid JSON") from None
    if not isinstance(values, dict):
        raise AwsError(
            "SerializationException", "Start of structure or map found where not expected."
        )
    shape = known.input_shape
    members = shape.members if shape else {}
    given = {name: value for name, value in values.items() if name in members and value is not None}
    for name, value in given.items():
        if not isinstance(value, _TYPES.get(members[name].type_name, object)):
            raise AwsError("SerializationException", f"Unexpected value type in payload: {name}")
    return given


_TYPES: dict[str, type] = {"string": str, "list": list, "map": dict, "structure": dict}


def write_xml(known: "OperationModel", result: dict[str, Any], request_id: str) -> Reply:
    """The answer of a query-protocol operation."""
    from moto.core.serialize import QuerySerializer, SerializationContext

    answer = QuerySerializer(known, SerializationContext(request_id)).serialize(result)
    body = answer["body"]
    return Reply(200, body.encode() if isinstance(body, str) else body)


def write_json(result: dict[str, Any], status: int = 200, kind: str = JSON) -> Reply:
    """The answer of a JSON operation."""
    return Reply(status, json.dumps(result).encode(), kind)


def xml_error(error: AwsError, request_id: str) -> Reply:
    """An error as the query services write it."""
    fault = "Sender" if error.status < 500 else "Receiver"
    text = (
        f'<ErrorResponse xmlns="{_NAMESPACE}"><Error><Type>{fault}</Type>'
        f"<Code>{escape(error.code)}</Code><Message>{escape(_printable(error.message))}</Message>"
        f"</Error><RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    return Reply(error.status, text.encode())


def json_error(error: AwsError, kind: str = JSON) -> Reply:
    """An error as the JSON services write it, 400 for all that is not a fault of the service."""
    code = JSON_CODES.get(error.code, error.code)
    status = 400 if kind == JSON and error.status < 500 else error.status
    body = {"__type": code, "message": error.message}
    return Reply(status, json.dumps(body).encode(), kind, {"x-amzn-ErrorType": code})


def protocol(service: str) -> str:
    """`json` or `xml`: what clients of a service that the sandbox does not have expect."""
    from botocore.exceptions import UnknownServiceError

    if not re.fullmatch(r"[a-z0-9-]{1,40}", service):
        return "xml"
    try:
        known = str(model(service).metadata.get("protocol", ""))
    except UnknownServiceError:
        return "xml"
    return "json" if "json" in known else "xml"


def _printable(text: str) -> str:
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "?", text)
