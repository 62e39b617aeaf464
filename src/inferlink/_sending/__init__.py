"""From a call to a reply: one request, its body and clock, its repetitions, and the drivers that carry it out."""
