"""Fixtures of inferlink for the tests of the desk."""

pytest_plugins = ["inferlink.testing.pytest"]
