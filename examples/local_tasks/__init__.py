"""Real models for eleven tasks, from packages alone, served in the Hub's pipeline form: see README.md."""
