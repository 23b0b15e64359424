"""The reviewers' pages: declaration first, then what may be read and the sheets beside it."""
