"""The sandbox's own AWS: STS, IAM, CodeCommit, Identity Center and metadata, on loopback."""
