"""What a pasted refusal says: AWS's own sentence, one of ours, or git's bare 403."""

import re
from dataclasses import replace

from onboard.address.read import read as read_address
from onboard.errors import BadInput
from onboard.policy import Layer, Refusal, asking
from onboard.policy.actions import ACTION, of_operation

_ARN = r"arn:aws[\w-]*:[^\s\"',;]+"
_SENTENCE = re.compile(
    rf"(?:User|Principal):?\s+(?P<who>{_ARN})\s+is\s+not\s+authorized\s+to\s+perform:?\s+"
    rf"(?P<action>{ACTION})(?:\s+on\s+(?:the\s+)?resource:?\s+"
    rf"(?P<resource>{_ARN}|(?:user|role|group|policy)\s+[\w+=,.@/-]+|\*))?(?P<rest>.*?)"
    r"(?=(?:User|Principal):?\s+arn:aws|$)",
    re.IGNORECASE | re.DOTALL,
)
_DENY = re.compile(r"explicit deny in an? (?P<layer>[\w -]+?policy|permissions boundary)", re.I)
_NO_ALLOW = re.compile(r"because no (?P<layer>[\w -]+?(?:policy|boundary)) allows", re.IGNORECASE)
_CULPRIT = re.compile(
    r"(?:policy|boundary):?\s+(arn:aws[\w-]*:(?:iam|organizations)::\S+policy/\S+)"
)
_OPERATION = re.compile(
    r"(?:AccessDenied\w*|UnauthorizedOperation)\W+when calling the (?P<name>\w+) operation"
)
_BARE = re.compile(r"(?:returned error: 403|HTTP(?: code)?[ =:/.\d]* 403|error 403)", re.IGNORECASE)
_PUSH = re.compile(r"git push|failed to push|remote rejected|pre-receive|git-receive-pack", re.I)
_CUT = re.compile(r"(?<=[\w:/@.=+-])\r?\n[ >]{0,4}(?=[\w:/@.=+-])")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_AFTER = re.compile(r"\W*(?:because|with an explicit|fatal|remote|$)|\s*[\"'})\]\\]")
"""What follows a sentence that was read to its end."""
LAYERS = {
    "identity": Layer.IDENTITY,
    "boundary": Layer.BOUNDARY,
    "session": Layer.SESSION,
    "service control": Layer.SCP,
    "resource control": Layer.RCP,
    "endpoint": Layer.ENDPOINT,
    "resource-based": Layer.RESOURCE,
    "trust": Layer.TRUST,
}
LONGEST = 50_000
NOTHING = (
    "That text names nothing that was refused.",
    "Paste the whole message, with the part “is not authorized to perform”; or say what was "
    "refused: onboard policy --action codecommit:GitPull --repository NAME",
)


def read(text: str) -> Refusal:
    """The refusal in the text; raises BadInput where there is none."""
    plain = _COLOURS.sub("", text[:LONGEST])
    matches = [(found, one) for one in _joined(plain) if (found := _SENTENCE.search(one))]
    if matches:
        whole = [pair for pair in matches if _AFTER.match(pair[0]["rest"])]
        return _of_sentence(*(whole or matches)[0])
    flat = " ".join(plain.split())
    return _of_actions(flat) or _of_operation(flat) or _of_git(flat) or _nothing()


def _joined(text: str) -> list[str]:
    """The text in one line: a terminal may have cut it between words, or anywhere at its width."""
    lines = text.splitlines()
    width = max((len(one) for one in lines), default=0)
    at_width = "".join(one if len(one) == width else f"{one} " for one in lines)
    return [" ".join(one.split()) for one in (text, _CUT.sub("", text), at_width)]


def _of_sentence(found: "re.Match[str]", text: str) -> Refusal:
    who = found["who"].rstrip(".,:")
    every = [one for one in _SENTENCE.finditer(text) if one["who"].rstrip(".,:") == who]
    asked = ((one["action"], (one["resource"] or "").rstrip(".,:")) for one in every)
    return _with_reason(Refusal(tuple(dict.fromkeys(asked)), who), found["rest"])


def _with_reason(refusal: Refusal, text: str) -> Refusal:
    """With the layer that refused, where the text says it."""
    deny, no_allow = _DENY.search(text), _NO_ALLOW.search(text)
    said = deny or no_allow
    if said is None:
        ours = re.search(r"permissions boundary|organisation's policies|explicitly denies", text)
        words = {"p": Layer.BOUNDARY, "o": Layer.SCP, "e": Layer.IDENTITY}
        layer = words[ours[0][0]] if ours else None
        return replace(refusal, layer=layer, explicit=bool(ours) and layer is not Layer.BOUNDARY)
    kind = said["layer"].lower()
    layer = next((one for words, one in LAYERS.items() if words in kind), Layer.IDENTITY)
    culprit = _CULPRIT.search(text) if deny else None
    name = culprit[1].rstrip(".,") if culprit else ""
    return replace(refusal, layer=layer, explicit=deny is not None, culprit=name)


def _of_actions(text: str) -> Refusal | None:
    """Actions by their names, as in our own messages or on the command line."""
    found = tuple(dict.fromkeys(re.findall(rf"(?<![\w:/-]){ACTION}(?![\w*])", text)))
    return _placed(_with_reason(Refusal(asking(found)), text), text) if found else None


def _of_operation(text: str) -> Refusal | None:
    """The AWS CLI names the operation where AWS's sentence was cut off."""
    found = _OPERATION.search(text)
    action = of_operation(found["name"]) if found else ""
    return _placed(Refusal(asking([action])), text) if action else None


def _of_git(text: str) -> Refusal | None:
    """A bare 403: the server gives no reason, so this is one of its causes."""
    if not _BARE.search(text):
        return None
    action = "codecommit:GitPush" if _PUSH.search(text) else "codecommit:GitPull"
    found = _placed(Refusal(asking([action]), guess=True), text)
    return found if found.repository else None


def _placed(refusal: Refusal, text: str) -> Refusal:
    """With the repository that the text names by its address or ARN."""
    try:
        address = read_address(text).address
    except BadInput:
        return refusal
    resource = ""
    if address.account:
        where = f"{address.partition}:codecommit:{address.region}:{address.account}"
        resource = f"arn:{where}:{address.repository}"
    asked = asking(refusal.actions, resource)
    return replace(refusal, region=address.region, repository=address.repository, asked=asked)


def _nothing() -> Refusal:
    raise BadInput(*NOTHING)
