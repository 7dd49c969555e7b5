"""The rooms a build is told in: a digest on disk, what earlier builds left, and the seams that read and render."""
