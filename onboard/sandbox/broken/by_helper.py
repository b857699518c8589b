"""Machines whose git has no helper that signs in at CodeCommit, or cannot start it."""

from onboard.sandbox.broken.machine import AWS_HELPER, HOST, Broken, Machine


def _no_helper(machine: Machine) -> None:
    """A fresh clone address and nothing else."""


def _deleted_section(machine: Machine) -> None:
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", text[: text.index("[credential")])


def _another_partition(machine: Machine) -> None:
    section = "https://git-codecommit.*.amazonaws.com.cn"
    machine.configure(f"credential.{section}.helper", AWS_HELPER)
    machine.configure(f"credential.{section}.useHttpPath", "true")


def _ask_pass(machine: Machine) -> None:
    asking = machine.program("ask", "#!/bin/sh\necho guess\n")
    machine.configure("core.askPass", str(asking))


def _emptied_here(machine: Machine) -> None:
    machine.configure(f"credential.https://{HOST}.helper", "", "--local")


def _for_one_user(machine: Machine) -> None:
    text = machine.text(".gitconfig")
    machine.write(
        ".gitconfig", text.replace("https://git-codecommit", "https://jane@git-codecommit")
    )


def _old_aws(machine: Machine) -> None:
    machine.configure(
        "credential.helper", "!/opt/aws-cli-1/bin/aws codecommit credential-helper $@"
    )
    machine.configure("credential.UseHttpPath", "true")


def _moved_onboard(machine: Machine) -> None:
    launcher = machine.places.launcher[0]
    machine.replace(".gitconfig", launcher, "/old/venv/bin/onboard")


def _no_mark(machine: Machine) -> None:
    machine.configure("credential.helper", AWS_HELPER.removeprefix("!"))
    machine.configure("credential.UseHttpPath", "true")


def _quoted(machine: Machine) -> None:
    machine.configure("credential.helper", f"'{AWS_HELPER}'")
    machine.configure("credential.UseHttpPath", "true")


def _spaces(machine: Machine) -> None:
    from shutil import which

    real = which("aws", path=machine.places.env.get("PATH")) or "/usr/bin/aws"
    program = machine.write("My Tools/aws", f'#!/bin/sh\nexec {real} "$@"\n', 0o700)
    machine.configure("credential.helper", f"!{program} codecommit credential-helper $@")
    machine.configure("credential.UseHttpPath", "true")


def _no_path(machine: Machine) -> None:
    machine.configure("credential.helper", AWS_HELPER)


def _path_off(machine: Machine) -> None:
    machine.configure(f"credential.https://{HOST}.useHttpPath", "false")


def _path_off_here(machine: Machine) -> None:
    machine.configure("credential.useHttpPath", "false", "--local")


MACHINES = (
    Broken("helper-not-configured", "Nobody told git how to sign in at CodeCommit.", _no_helper),
    Broken(
        "helper-not-configured",
        "Somebody tidied the section for CodeCommit out of ~/.gitconfig.",
        _deleted_section,
        method="https",
        variant="deleted",
    ),
    Broken(
        "helper-not-configured",
        "git has a helper for CodeCommit in China, and the clone is elsewhere.",
        _another_partition,
        variant="partition",
    ),
    Broken(
        "helper-not-configured",
        "No helper is set, and core.askPass makes something up.",
        _ask_pass,
        variant="askpass",
    ),
    Broken(
        "helper-bypassed",
        "The clone's own configuration empties the helpers for CodeCommit.",
        _emptied_here,
        method="https",
    ),
    Broken(
        "helper-bypassed",
        "The section is for addresses with a user name, and the clone's has none.",
        _for_one_user,
        method="helper",
        variant="user",
    ),
    Broken(
        "helper-bypassed",
        "The editor's terminal empties the helpers by GIT_CONFIG_COUNT.",
        _no_helper,
        method="https",
        env={
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "credential.helper",
            "GIT_CONFIG_VALUE_0": "",
        },
        mendable=False,
        variant="environment",
    ),
    Broken("helper-command-not-found", "The AWS CLI moved.", _old_aws),
    Broken(
        "helper-command-not-found",
        "The environment that onboard was installed in moved.",
        _moved_onboard,
        method="https",
        variant="onboard",
    ),
    Broken("helper-misconfigured", "The ! in front of AWS's helper is missing.", _no_mark),
    Broken(
        "helper-misconfigured",
        "The quotes of a shell stand in the value.",
        _quoted,
        variant="quoted",
    ),
    Broken(
        "helper-misconfigured",
        "The path of the AWS CLI has a space in it.",
        _spaces,
        variant="spaces",
    ),
    Broken("no-usehttppath", "The second line of AWS's guide was left out.", _no_path),
    Broken(
        "no-usehttppath",
        "A later section turns useHttpPath off.",
        _path_off,
        method="helper",
        variant="off",
    ),
    Broken(
        "no-usehttppath",
        "The clone's own configuration turns useHttpPath off.",
        _path_off_here,
        method="helper",
        variant="here",
    ),
)
