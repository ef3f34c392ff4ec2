import { describe, expect, test } from "vitest";
import { allFacts } from "../../src/player/effects.ts";
import { Outbox, sendTo, type Answer, type OutFact, type Status } from "../../src/player/outbox.ts";
import { openShelf, type Shelf } from "../../src/player/saved.ts";
import { anything, asWritten, dice, playThrough, script, scripts, start, step } from "./index.ts";

const memory = (): Shelf => openShelf(null, "");

/** A server that stores each id once, like the diary. */
class Server {
  readonly stored: OutFact[] = [];
  readonly batches: (readonly OutFact[])[] = [];
  constructor(
    readonly answer: (nth: number, batch: readonly OutFact[]) => Answer["kind"] | "stored" | "lost",
    readonly wrong: string | undefined = undefined,
  ) {}

  readonly send = (batch: readonly OutFact[]): Promise<Answer> => {
    this.batches.push(batch);
    const answer = this.answer(this.batches.length, batch);
    if (answer === "stored" || answer === "lost") {
      const known = new Set(this.stored.map((fact) => fact.client_id));
      const good = batch.filter((fact) => fact.client_id !== this.wrong);
      this.stored.push(...good.filter((fact) => !known.has(fact.client_id)));
    }
    // Stored, but the answer never came back.
    if (answer === "lost") return Promise.reject(new Error("offline"));
    if (answer !== "stored" && answer !== "taken") return Promise.resolve({ kind: answer });
    const refused = batch.map((fact) => fact.client_id).filter((id) => id === this.wrong);
    return Promise.resolve({ kind: "taken", refused });
  };
}

function outbox(shelf: Shelf, server: Server, told: Status[] = []) {
  const waits: number[] = [];
  const box = new Outbox({
    shelf,
    send: server.send,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    now: () => 42,
    dice: () => 1,
    changed: (status) => void told.push(status),
  });
  return { box, waits, told };
}

const plan = script("strain_stage_2");
const facts = allFacts(playThrough(start(plan)));
const ids = facts.map((fact) => fact.client_id);

describe("the outbox", () => {
  test("sends everything once, in order, numbered", async () => {
    const server = new Server(() => "stored");
    const { box } = outbox(memory(), server);
    box.add(facts, plan.day);
    await box.flush();
    expect(server.stored.map((fact) => fact.client_id)).toEqual(ids);
    expect(server.stored.map((fact) => fact.device_counter)).toEqual(ids.map((_, i) => i + 1));
    expect(box.status).toEqual({ waiting: 0, refused: 0, lastSaved: 42, trouble: null });
  });

  test("takes an id in once, also after it was sent and after a reload", async () => {
    const shelf = memory();
    const server = new Server(() => "stored");
    const first = outbox(shelf, server).box;
    first.add(facts.slice(0, 3), plan.day);
    first.add(facts.slice(0, 5), plan.day);
    await first.flush();
    const second = outbox(shelf, server).box;
    second.add(facts, plan.day);
    await second.flush();
    expect(server.batches.flat().map((fact) => fact.client_id)).toEqual(ids);
  });

  test("an answer that was lost is asked for again with the same ids", async () => {
    const server = new Server((nth) => (nth % 2 === 1 ? "lost" : "stored"));
    const { box } = outbox(memory(), server);
    box.add(facts, plan.day);
    await box.flush();
    expect(server.stored.map((fact) => fact.client_id)).toEqual(ids);
  });

  test("waits longer each time, and not for ever", async () => {
    const server = new Server((nth) => (nth <= 9 ? "again" : "stored"));
    const { box, waits } = outbox(memory(), server);
    box.add(facts, plan.day);
    await box.flush();
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1000));
  });

  test("keeps everything while somebody has to sign in", async () => {
    let open = false;
    const server = new Server(() => (open ? "stored" : "entrance"));
    const { box } = outbox(memory(), server);
    box.add(facts, plan.day);
    await box.flush();
    expect(box.status).toMatchObject({ waiting: facts.length, trouble: "entrance" });
    open = true;
    await box.flush();
    expect(server.stored).toHaveLength(facts.length);
  });

  test("one refused fact holds up nothing and is not thrown away", async () => {
    const bad = ids[4];
    const server = new Server(() => "stored", bad);
    const { box } = outbox(memory(), server);
    box.add(facts, plan.day);
    await box.flush();
    expect(server.stored.map((fact) => fact.client_id)).toEqual(ids.filter((id) => id !== bad));
    expect(box.status).toMatchObject({ waiting: 0, refused: 1 });
  });

  test("one unreadable fact is found and put aside", async () => {
    const bad = ids[4];
    const server = new Server((_, batch) =>
      batch.some((fact) => fact.client_id === bad) ? "bad" : "stored",
    );
    const { box } = outbox(memory(), server);
    box.add(facts, plan.day);
    await box.flush();
    expect(server.stored.map((fact) => fact.client_id)).toEqual(ids.filter((id) => id !== bad));
    expect(box.status).toMatchObject({ waiting: 0, refused: 1 });
  });

  test("a damaged shelf begins anew instead of failing", async () => {
    const shelf = memory();
    shelf.set("outbox", "{not json");
    const server = new Server(() => "stored");
    const { box } = outbox(shelf, server);
    box.add(facts, plan.day);
    await box.flush();
    expect(server.stored).toHaveLength(facts.length);
  });

  test.each(Array.from({ length: 40 }, (_, n) => n + 1))(
    "walk %i: bad network, reloads and replays store each id once, in order",
    async (seed) => {
      const roll = dice(seed);
      const shelf = memory();
      const server = new Server(() => {
        const luck = roll();
        return luck < 0.2 ? "again" : luck < 0.4 ? "lost" : "stored";
      });
      let state = start(plan);
      let { box } = outbox(shelf, server);
      for (let n = 0; n < 80 && state.mode !== "over"; n += 1) {
        const what = roll() < 0.8 ? asWritten(state) : anything(roll, state);
        state = step(state, what, state.seen + Math.floor(roll() * 60_000));
        if (roll() < 0.1) ({ box } = outbox(shelf, server));
        box.add(allFacts(state), plan.day);
        if (roll() < 0.3) await box.flush();
      }
      await box.flush();
      const all = allFacts(state).map((fact) => fact.client_id);
      expect(server.stored.map((fact) => fact.client_id)).toEqual(all);
      const counters = server.stored.map((fact) => fact.device_counter);
      expect(counters).toEqual(all.map((_, i) => i + 1));
    },
  );
});

describe("sending", () => {
  const answer = async (status: number, body: unknown = {}): Promise<Answer> => {
    const get = (): Promise<Response> =>
      Promise.resolve(new Response(JSON.stringify(body), { status }));
    return sendTo("/api/v1/facts", "token", get as typeof fetch)([]);
  };

  test.each([
    [200, "taken"],
    [401, "entrance"], [403, "entrance"],
    [400, "bad"], [413, "bad"], [422, "bad"],
    [404, "again"], [408, "again"], [409, "again"], [429, "again"], [500, "again"], [503, "again"],
  ] as const)("%i is %s", async (status, expected) => {
    expect((await answer(status)).kind).toBe(expected);
  });

  test("hears which facts will never be taken, and why", async () => {
    const fault = { value: "99", place: "pain", rule: "is 0 to 10", next_step: "Say it again." };
    const results = [
      { client_id: "a", state: "stored" }, { client_id: "b", state: "refused", faults: [fault] },
      { client_id: "c", state: "known" },
    ];
    const reasons = { b: "pain: is 0 to 10. Say it again." };
    expect(await answer(200, { results })).toEqual({ kind: "taken", refused: ["b"], reasons });
  });

  test("keeps what was refused with its reason, for every page and over a reload", async () => {
    const shelf = memory();
    const { box } = outbox(shelf, new Server(() => "stored"));
    const refuse = new Outbox({
      shelf, wait: () => Promise.resolve(), now: () => 42, dice: () => 1, changed: () => undefined,
      send: (batch) => Promise.resolve({
        kind: "taken",
        refused: batch.map((fact) => fact.client_id),
        reasons: Object.fromEntries(batch.map((fact) => [fact.client_id, "the day is over"])),
      }),
    });
    refuse.add(facts.slice(0, 2), plan.day);
    await refuse.flush();
    expect(box.reasons).toEqual(["the day is over", "the day is over"]);
    expect(box.status).toMatchObject({ waiting: 0, refused: 2 });
  });

  test("says who asks and what, and nothing in the address", async () => {
    const calls: [unknown, RequestInit | undefined][] = [];
    const get = (address: unknown, init?: RequestInit): Promise<Response> => {
      calls.push([address, init]);
      return Promise.resolve(new Response("{}", { status: 200 }));
    };
    const server = new Server(() => "stored");
    const { box } = outbox(memory(), server);
    box.add(facts.slice(0, 1), plan.day);
    await box.flush();
    await sendTo("/api/v1/facts", "token", get as typeof fetch)(server.stored);
    const [address, init] = calls[0] ?? [];
    expect(address).toBe("/api/v1/facts");
    expect(init?.headers).toMatchObject({ "x-csrf-token": "token" });
    expect(JSON.parse(String(init?.body))).toEqual(server.stored);
  });
});

// The engine reads these files as its oracle. After a change on purpose: npx vitest run --update
test.each(scripts)("the facts of %s, done as written", async (name, whole) => {
  const server = new Server(() => "stored");
  const { box } = outbox(memory(), server);
  box.add(allFacts(playThrough(start(whole))), whole.day);
  await box.flush();
  const lines = server.stored.map((fact) => JSON.stringify(fact));
  const text = `[\n  ${lines.join(",\n  ")}\n]\n`;
  await expect(text).toMatchFileSnapshot(`../../../tests/golden/sessions/${name}.json`);
});
