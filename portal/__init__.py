"""The front door: login, the desk, everyone's pages, and the way to Prefect's UI.

A page is a synchronous function of a `Visit`; each route names its row of `permissions.toml`. Pages
call the same ``actions/`` as files and commands do. Nothing of ours listens to people but this.
"""
