"""What both clients are made of beside the generated methods."""
