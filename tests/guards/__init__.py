"""What docs/security.md promises, proved by breaking it: each guard is taken out of a copy, and its tests must fail.

`python -m tests.guards` does it for every line; `python -m tests.guards.leaks` looks for secrets in what git keeps;
`python -m tests.guards.packages` looks over the locks, and asks for known advisories where it can.
"""
