"""Media in and out: images, audio, video and vectors, from and to any place."""
