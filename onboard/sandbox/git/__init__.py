"""The sandbox's Git servers: HTTPS and SSH under CodeCommit's own names, on loopback."""
