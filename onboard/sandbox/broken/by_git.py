"""Machines whose git is configured wrongly for HTTPS."""

from onboard.sandbox.broken import by_address, by_helper, by_password

MACHINES = (*by_helper.MACHINES, *by_password.MACHINES, *by_address.MACHINES)
