"""The desk: the office's own pages, each answering one question of its day."""
