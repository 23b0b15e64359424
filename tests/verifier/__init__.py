"""The check in a browser, in a real one."""
