// The worker that runs Python: opens the diary, fetches what is missing, starts, answers requests.

import { firstFiles, type Contents } from "./contents.ts";
import { letGo, openDiary, whenWanted } from "./diary-handle.ts";
import { download, WrongContent } from "./download.ts";
import { giveLifeSign } from "./life-sign.ts";
import type { Answered, Begin, Call, LifeSign, Report } from "./messages.ts";
import { startPython, type Python } from "./python.ts";
import type { Standing } from "./kept-today.ts";

const base = new URL("../../../", self.location.href).href;
const tell = (report: Report | LifeSign | Answered, transfer: Transferable[] = []): void =>
  self.postMessage(report, { transfer });

let python: Python | null = null;
let edition = "";
let letIn = (): void => undefined;
/**
 * Requests are answered one after the other: the diary has one writer. What is asked before Python
 * runs waits, for a page kept from before is shown meanwhile.
 */
let last: Promise<unknown> = new Promise<void>((resolve) => (letIn = resolve));

self.addEventListener("message", ({ data }: MessageEvent<Call | Begin>) => {
  if (data.kind === "call") last = last.then(() => answer(data)).catch(stop);
  else {
    void giveLifeSign().then((lock) => tell({ kind: "alive", lock }));
    begin(data).finally(letIn).then(
      (contents) => {
        tell({ kind: "ready" });
        // The rest in its own time; without a network it is tried again at the next start.
        void download(contents, base, () => undefined).catch(() => undefined);
      },
      (fault: unknown) => tell({ kind: "failed", reason: reasonOf(fault) }),
    );
  }
});

/** The diary first: a second tab then knows at once that it is one. */
async function begin({ at, zone, takeOver }: Begin): Promise<Contents> {
  const { files, secret } = await openDiary(takeOver);
  let contents: Contents;
  try {
    contents = (await (await fetch(`${base}contents.json`)).json()) as Contents;
    await download(firstFiles(contents), base, (progress) => tell({ kind: "progress", ...progress }));
    tell({ kind: "starting" });
    python = await startPython(contents, base);
  } catch (fault) {
    for (const file of [files.log, files.journal, files.aside]) file.close();
    letGo();
    throw fault;
  }
  edition = contents.edition;
  python.open(files, secret, { at, zone }, (name) => partOf(contents, name));
  whenWanted(giveAway);
  return contents;
}

/** Another page asked for the diary: what was sent is answered, then it is let go of. */
async function giveAway(): Promise<void> {
  await last;
  try {
    python?.close();
  } finally {
    python = null;
    tell({ kind: "failed", reason: "moved" }); // the page then ends this worker
  }
}

/** A request died, and Python with it or nobody knows how: the page ends this worker. */
function stop(): void {
  python = null;
  tell({ kind: "failed", reason: "stopped" });
}

async function answer(call: Call): Promise<void> {
  if (python === null) return;
  const answer = await python.request(call);
  const isToday = call.method === "GET" && call.path === "/" && answer.status === 200;
  const standing = isToday ? standingOf(python) : null;
  const today = standing === null ? {} : { today: { standing, edition } };
  tell({ kind: "answer", id: call.id, answer, ...today }, [answer.body.buffer as ArrayBuffer]);
}

/** A page is answered even where nothing can be said of what it rests on, as with a clock set back. */
function standingOf(python: Python): Standing | null {
  try {
    return python.standing();
  } catch {
    return null;
  }
}

/** The bundle of a part: from the cache, or from the host where it has not come yet. */
async function partOf({ files }: Contents, name: string): Promise<Uint8Array> {
  const listed = files.find(({ path }) => path.includes(`/part-${name}-`));
  if (listed === undefined) throw new Error(`the edition has no part ${name}`);
  const response = await fetch(base + listed.path);
  if (!response.ok) throw new Error(`the part ${name} was answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function reasonOf(fault: unknown): string {
  if (fault instanceof Error && "reason" in fault) return String(fault.reason);
  // A fetch that reached nobody, or met a host between two editions.
  return fault instanceof TypeError || fault instanceof WrongContent ? "network" : "start";
}
