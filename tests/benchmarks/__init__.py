"""The judgement of measurements, not the measurements."""
