"""One body: skeleton, joint angles, hamstring length, compression and the figure.

Serves every question about a pose. It knows nothing of plans or pain; limits of a track are
checked in `lint`, and drawing styles belong to the interfaces that show the figure.
"""
