// The player's clock: the wall's, which also runs while a phone sleeps, but never backward.

/** `floor` is the last time that a kept session knew. */
export function wallClock(read: () => number, floor = 0): () => number {
  let shift = Math.max(0, floor - read());
  let last = floor;
  return () => {
    const now = read() + shift;
    if (now >= last) {
      last = now;
      return now;
    }
    // Somebody set the clock back: from here on it runs from where it was.
    shift += last - now;
    return last;
  };
}
