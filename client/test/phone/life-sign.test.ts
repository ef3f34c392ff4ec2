import { describe, expect, it } from "vitest";
import { giveLifeSign, whenEnded } from "../../src/phone/life-sign.ts";
import { Locks } from "./locks.ts";

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("the life sign of a worker", () => {
  it("is there until the worker ends, however it ends", async () => {
    const locks = new Locks();
    let ended = 0;
    whenEnded(await giveLifeSign(locks.manager), () => (ended += 1), locks.manager);
    await turn();
    expect(ended).toBe(0);
    locks.endHolders();
    await turn();
    expect(ended).toBe(1);
  });

  it("is watched no more by whoever ended the worker", async () => {
    const locks = new Locks();
    let ended = 0;
    const stop = whenEnded(await giveLifeSign(locks.manager), () => (ended += 1), locks.manager);
    stop();
    locks.endHolders();
    await turn();
    expect(ended).toBe(0);
  });
});
