"""Answers as a type: the JSON Schema of it, and the check of what came."""
