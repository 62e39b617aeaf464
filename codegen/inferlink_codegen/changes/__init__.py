"""What a change of specs means for those who call: which changes break them, and which version it asks for."""
