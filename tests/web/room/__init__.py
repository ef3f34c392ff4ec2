"""A room for stories in a real browser: a server whose day can be moved, and people who use it.

`Room` is the server; `Visitor` is whoever sits before the browser and does what a person does, by
the names and roles that assistive technology sees too; `Playing` is the session player with
scripts. Days that are not the point of a story are lived by `room.someone`, through the same use
cases.
"""
