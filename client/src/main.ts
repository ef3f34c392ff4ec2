// The entry: styles, what every page has, and the islands a page asks for.
import "./styles.css";

// The shell's styles first: they set the order of the layers, which a feature's must not.
import.meta.glob("../../src/hamstrong/web/shell/static/css/*.css", { eager: true });
import.meta.glob("../../src/hamstrong/web/*/static/css/*.css", { eager: true });
import { startIslands } from "./islands.ts";
import { localClocks } from "./parts/clock.ts";
import { focusFaults } from "./parts/focus.ts";
import { guardKeptSession } from "./parts/kept-session.ts";
import { guardForms } from "./parts/once.ts";

guardForms(document);
focusFaults(document);
localClocks(document);
guardKeptSession(document);
void startIslands(document);
