"""What is measured inside the process of a client; each measure returns its figures by name."""
