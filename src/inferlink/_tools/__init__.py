"""Functions as tools: described to the model, called, and answered, turn by turn."""
