"""What a person would click in the AWS console, under IAM's own rules."""

from collections.abc import Callable
from typing import Any

from onboard.sandbox.aws.api import Api
from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.iam_git_credentials import SERVICE
from onboard.sandbox.aws.identity import Principal, of_user

Body = dict[str, Any]
_REGION = "us-east-1"


class Console:
    """The Security credentials page of the scenario's person."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._deeds: dict[str, Callable[[Principal, Body], Body]] = {
            "upload-key": self._upload_key,
            "create-git-credential": self._create_git_credential,
            "create-access-key": self._create_access_key,
        }

    def do(self, body: Body) -> Body:
        """Do what `do` says; AwsError as the API would answer."""
        deed = self._deeds.get(str(body.get("do")))
        if deed is None:
            words = f"the console cannot do {body.get('do')}: it can do {', '.join(self._deeds)}"
            raise AwsError("BadControl", words)
        return deed(self._person(), body)

    def _person(self) -> Principal:
        with self._api.store.lock:
            state = self._api.store.state
            account = state.accounts[state.person.split(":")[4]]
            user = account.users.get(state.person.rpartition("/")[2])
        if user is None or ":user/" not in state.person:
            words = "This identity is no IAM user: its console has no credentials for CodeCommit."
            raise AwsError("NotAnIamUser", words)
        signed_in_with_mfa = user.mfa_secret is not None
        return of_user(account, user, temporary=signed_in_with_mfa, mfa=signed_in_with_mfa)

    def _upload_key(self, who: Principal, body: Body) -> Body:
        given = {"UserName": who.name, "SSHPublicKeyBody": str(body.get("body", ""))}
        result = self._api.run("iam", "UploadSSHPublicKey", who, _REGION, given)
        return {"key_id": result["SSHPublicKey"]["SSHPublicKeyId"]}

    def _create_git_credential(self, who: Principal, body: Body) -> Body:
        given = {"UserName": who.name, "ServiceName": SERVICE}
        result = self._api.run("iam", "CreateServiceSpecificCredential", who, _REGION, given)
        made = result["ServiceSpecificCredential"]
        return {
            "user_name": made["ServiceUserName"],
            "password": made["ServicePassword"],
            "id": made["ServiceSpecificCredentialId"],
        }

    def _create_access_key(self, who: Principal, body: Body) -> Body:
        given = {"UserName": who.name}
        made = self._api.run("iam", "CreateAccessKey", who, _REGION, given)["AccessKey"]
        return {"access_key": made["AccessKeyId"], "secret_key": made["SecretAccessKey"]}
