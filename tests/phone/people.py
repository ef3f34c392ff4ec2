"""People on a device."""

from __future__ import annotations

from tests.app.person import Someone
from tests.phone.device import Device


def begun(device: Device) -> Someone:
    """A person with a plan on this device, on the device's day."""
    assert device.send("/welcome", consent="yes").status == 303
    app = device.home._app
    (person,) = app.persons()
    someone = Someone(app, id=person, day=device.now.date().toordinal())
    someone.begin()
    return someone
