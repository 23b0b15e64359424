"""The check of a record in anyone's browser: one page, without a server, a build or a download.

`index.html` goes into every archive as ``verify.html``. It recomputes the chain, the draw, scores
and counts in plain JavaScript, says what it does not check, and asks nothing of any server.

It is written a second time on purpose: what rules/ and this page agree on, two programs agree on.
"""
