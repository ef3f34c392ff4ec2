"""Phone edition: the web app in one browser, without a server, on a diary in its own storage.

The composition root of that edition, as `cli` is the computer's. What the pages say belongs to
`web`, what may be done to `app`.
"""
