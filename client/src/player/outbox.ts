// Facts on their way to the diary: kept until the server has them, sent in order, counted once.
//
// An id that was taken in once is never taken in again, so a session may hand over all its facts
// after every reload. The server stores repeats of an id once.

import type { components } from "../api.ts";
import type { NamedFact } from "./effects.ts";
import { VERSIONS } from "./facts.ts";
import type { Shelf } from "./saved.ts";

/** A fact as `POST /api/v1/facts` takes it in its list, with all that may be left out. */
export type OutFact = Required<components["schemas"]["FactIn"]>;

/**
 * taken    the server has worked through them; `refused` are the ids that it will never take
 * bad      it could not read the batch
 * again    no network, a restart, too busy: try later
 * entrance the person must sign in first; nothing is lost
 */
/** Why a fact was refused, in the server's words, by its id. */
export type Reasons = Readonly<Record<string, string>>;
export type Answer =
  | { readonly kind: "taken"; readonly refused: readonly string[]; readonly reasons?: Reasons }
  | { readonly kind: "bad" | "again" | "entrance" };
export type Send = (facts: readonly OutFact[]) => Promise<Answer>;
export type Wait = (ms: number) => Promise<void>;

export interface Status {
  readonly waiting: number;
  readonly refused: number;
  readonly lastSaved: number | null;
  readonly trouble: "again" | "entrance" | null;
}

interface Kept {
  readonly counter: number;
  readonly queue: readonly OutFact[];
  readonly refused: readonly OutFact[];
  readonly known: readonly string[];
  readonly lastSaved: number | null;
  readonly reasons: Reasons;
}

export interface OutboxParts {
  readonly shelf: Shelf;
  readonly send: Send;
  readonly wait: Wait;
  readonly now: () => number;
  /** 0 to 1, so that two devices do not knock at the same time. */
  readonly dice: () => number;
  readonly changed: (status: Status) => void;
  /** Runs one sender at a time over all tabs. */
  readonly alone?: <T>(work: () => Promise<T>) => Promise<T>;
}

const KEY = "outbox";
const BATCH = 50;
const KNOWN_IDS = 2_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const EMPTY: Kept = { counter: 0, queue: [], refused: [], known: [], lastSaved: null, reasons: {} };

export class Outbox {
  readonly #parts: OutboxParts;
  #sending = false;
  #called = false;
  #trouble: Status["trouble"] = null;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  get status(): Status {
    const { queue, refused, lastSaved } = this.#read();
    return { waiting: queue.length, refused: refused.length, lastSaved, trouble: this.#trouble };
  }

  /** Why facts were refused, in the order of their refusal. */
  get reasons(): readonly string[] {
    const { refused, reasons } = this.#read();
    return refused.flatMap(({ client_id }) => reasons[client_id] ?? []);
  }

  /** Take facts in, each id once, and number them as this device's next ones. */
  add(facts: readonly NamedFact[], day: number): void {
    const kept = this.#read();
    const known = new Set(kept.known);
    const fresh = facts.filter(({ client_id }) => !known.has(client_id));
    if (fresh.length === 0) return;
    const out = fresh.map(({ client_id, fact }, i): OutFact => ({
      client_id,
      name: fact.name,
      version: VERSIONS[fact.name] ?? 1,
      payload: fact.payload,
      day,
      instant: new Date(fact.at).toISOString(),
      device_counter: kept.counter + 1 + i,
      counted_by: "person",
    }));
    this.#write({
      ...kept,
      counter: kept.counter + out.length,
      queue: [...kept.queue, ...out],
      known: [...kept.known, ...out.map((fact) => fact.client_id)].slice(-KNOWN_IDS),
    });
  }

  /** Send until nothing waits, or until somebody has to sign in. Safe to call at any time. */
  async flush(): Promise<void> {
    this.#called = true;
    if (this.#sending) return;
    this.#sending = true;
    try {
      const alone = this.#parts.alone ?? ((work) => work());
      // Whoever calls while the last look into the queue is under way is not forgotten.
      while (this.#called) {
        this.#called = false;
        await alone(() => this.#sendAll());
      }
    } finally {
      this.#sending = false;
    }
  }

  async #sendAll(): Promise<void> {
    let size = BATCH;
    let wait = FIRST_WAIT_MS;
    for (;;) {
      const batch = this.#read().queue.slice(0, size);
      if (batch.length === 0) return;
      const answer = await this.#try(batch);
      const late = answer.kind === "again" || answer.kind === "entrance";
      this.#trouble = late ? answer.kind : null;
      if (answer.kind === "taken") {
        this.#settle(batch, answer.refused, answer.reasons);
        wait = FIRST_WAIT_MS;
      } else if (answer.kind === "bad") {
        // One unreadable fact must not hold up the others: from here on one by one.
        if (batch.length === 1) this.#settle(batch, batch.map((fact) => fact.client_id));
        size = 1;
      } else {
        this.#tell();
        if (answer.kind === "entrance") return;
        await this.#parts.wait(wait * (0.5 + this.#parts.dice() / 2));
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      }
    }
  }

  async #try(batch: readonly OutFact[]): Promise<Answer> {
    try {
      return await this.#parts.send(batch);
    } catch {
      return { kind: "again" };
    }
  }

  #settle(batch: readonly OutFact[], refused: readonly string[], reasons: Reasons = {}): void {
    const gone = new Set(batch.map((fact) => fact.client_id));
    const kept = this.#read();
    const never = batch.filter((fact) => refused.includes(fact.client_id));
    this.#write({
      ...kept,
      queue: kept.queue.filter((fact) => !gone.has(fact.client_id)),
      refused: [...kept.refused, ...never],
      reasons: { ...kept.reasons, ...reasons },
      lastSaved: never.length < batch.length ? this.#parts.now() : kept.lastSaved,
    });
  }

  #read(): Kept {
    try {
      const found = JSON.parse(this.#parts.shelf.get(KEY) ?? "null") as Kept | null;
      return found !== null && Array.isArray(found.queue) ? { ...EMPTY, ...found } : EMPTY;
    } catch {
      return EMPTY;
    }
  }

  #write(kept: Kept): void {
    this.#parts.shelf.set(KEY, JSON.stringify(kept));
    this.#tell();
  }

  #tell(): void {
    this.#parts.changed(this.status);
  }
}

const UNREADABLE = new Set([400, 413, 422]);
const AT_THE_DOOR = new Set([401, 403]);

type Receipt = Partial<components["schemas"]["FactsOut"]>;

type Fault = components["schemas"]["FaultOut"];

const said = ({ place, rule, next_step }: Pick<Fault, "place" | "rule" | "next_step">): string =>
  `${place}: ${rule}. ${next_step}`;

/** Send by HTTP. Anything but a clear refusal is worth another try. */
export function sendTo(address: string, csrf: string, get: typeof fetch): Send {
  return async (facts) => {
    const response = await get(address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": csrf },
      body: JSON.stringify(facts),
      credentials: "same-origin",
      keepalive: true,
      redirect: "error",
    });
    if (response.ok) {
      const { results = [] } = (await response.json()) as Receipt;
      const refused = results.filter(({ state }) => state === "refused");
      const reasons = Object.fromEntries(refused.map(({ client_id, faults = [] }) => [client_id, faults.map(said).join(" ")]));
      return { kind: "taken", refused: refused.map(({ client_id }) => client_id), reasons };
    }
    if (AT_THE_DOOR.has(response.status)) return { kind: "entrance" };
    return { kind: UNREADABLE.has(response.status) ? "bad" : "again" };
  };
}
