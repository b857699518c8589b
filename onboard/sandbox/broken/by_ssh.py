"""Machines whose ssh is configured wrongly, by what is wrong with it."""

from onboard.sandbox.broken import by_host_key, by_key, by_ssh_config, by_ssh_program, by_ssh_user

MACHINES = (
    *by_ssh_user.MACHINES,
    *by_key.MACHINES,
    *by_host_key.MACHINES,
    *by_ssh_config.MACHINES,
    *by_ssh_program.MACHINES,
)
