// The worker that runs Python: opens the diary, fetches what is missing, starts, answers requests.

import { firstFiles, type Contents } from "./contents.ts";
import { letGo, openDiary, whenWanted } from "./diary-handle.ts";
import { download, WrongContent } from "./download.ts";
import type { Answered, Begin, Call, Report } from "./messages.ts";
import { startPython, type Python } from "./python.ts";

const base = new URL("../../../", self.location.href).href;
const tell = (report: Report | Answered, transfer: Transferable[] = []): void =>
  self.postMessage(report, { transfer });

let python: Python | null = null;
/** Requests are answered one after the other: the diary has one writer. */
let last: Promise<unknown> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<Call | Begin>) => {
  if (data.kind === "call") last = last.then(() => answer(data)).catch(() => undefined);
  else {
    begin(data).then(
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
  python.open(files, secret, { at, zone });
  whenWanted(giveAway);
  return contents;
}

/** Another page asked for the diary: what was sent is answered, then it is let go of. */
async function giveAway(): Promise<void> {
  await last;
  python?.close();
  python = null;
  tell({ kind: "failed", reason: "moved" });
}

async function answer(call: Call): Promise<void> {
  if (python === null) return;
  const answer = await python.request(call);
  tell({ kind: "answer", id: call.id, answer }, [answer.body.buffer as ArrayBuffer]);
}

function reasonOf(fault: unknown): string {
  if (fault instanceof Error && "reason" in fault) return String(fault.reason);
  // A fetch that reached nobody, or met a host between two editions.
  return fault instanceof TypeError || fault instanceof WrongContent ? "network" : "start";
}
