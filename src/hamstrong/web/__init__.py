"""The web app: pages a person opens on a phone or a computer, one folder per feature.

Serves the browser. Every use case goes through `app`; the packages here hold forms, pages and the
safety of the local server, and no clinical rule. How to add a feature: see `web.shell`.
"""
