"""Letters by e-mail: render, queue, deliver.

A message is a folder of three templates plus a context declared in ``catalogue``. A stage queues it
in its own transaction (``outbox.queue``); the clock delivers what is due (``deliver.deliver_due``)
through a sender (``senders``), and yagmail is the only way to SMTP.

No decision on who is told what: that is the caller's. No dates are worked out here either: values
arrive formatted.
"""
