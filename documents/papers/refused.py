"""Why an office's template cannot be used, told without importing what fills templates in."""


class TemplateRefused(ValueError):
    """A template that cannot be filled in; the sentence names the file and the place in it."""
