"""What each paper is written from: frozen values whose texts arrive formatted.

Days are written as ``2026年3月5日``, scores as ``612.50``, money as ``30万元``. None means "not
known yet" and leaves a visible blank; a value that does not apply is "" or ().
"""
