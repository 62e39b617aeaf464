"""Many calls at once: `client.map`, its plan, its workers and its checkpoint file."""
