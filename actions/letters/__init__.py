"""Letters: written into the outbox, looked through, proven, corrected.

Which letter is due is decided by the room it is about; how it looks is in `notifications/`.
"""
