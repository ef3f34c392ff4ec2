// The session player; everything of it is in src/player.
export { mount } from "../player/mount.ts";
