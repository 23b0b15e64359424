"""Pages for the public folder: plain HTML that needs no script and no server of ours.

Values come in formatted; what a page says follows from them alone, so the same register gives the
same bytes.
"""
