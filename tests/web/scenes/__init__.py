"""Every page and state of the app, once: pictures are taken of them and barriers looked for.

A `Scene` is a life (how the diary came to be) and a tour, which leads a visitor from state to
state and stops at each by yielding its name. Whoever walks a tour looks at the page meanwhile.
To add a page, stop at it in a tour: a test fails as long as a page of the app is in none.
"""

from tests.web.scenes.scene import Scene, staged
from tests.web.scenes.tours import SCENES

__all__ = ["SCENES", "Scene", "staged"]
