import { afterEach, describe, expect, it, vi } from "vitest";
import { handFile } from "../../src/phone/file-offer.ts";

const FILE = new File(["{}"], "hamstrong.jsonl", { type: "application/x-ndjson" });

/** A browser whose share sheet takes files of these types, and what it does with them. */
function sheet(types: string[], share: (data: ShareData) => Promise<void>): void {
  Object.assign(navigator, {
    canShare: ({ files = [] }: ShareData) => files.every(({ type }) => types.includes(type)),
    share,
  });
}

const saved = (): string[] => {
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  return names;
};

describe("a file on its way to the person", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    Object.assign(navigator, { canShare: undefined, share: undefined });
  });

  it("is saved where there is no share sheet", async () => {
    const names = saved();
    expect(await handFile(FILE)).toBe(true);
    expect(names).toEqual(["hamstrong.jsonl"]);
  });

  it.each([
    ["as it is", ["application/x-ndjson", "text/plain"], "hamstrong.jsonl"],
    ["as a text where the sheet takes nothing else", ["text/plain"], "hamstrong.jsonl.txt"],
  ])("goes to the share sheet %s", async (_how, types, name) => {
    const names = saved();
    const shared: string[] = [];
    sheet(types, async ({ files = [] }) => void shared.push(...files.map((file) => file.name)));
    expect(await handFile(FILE)).toBe(true);
    expect([shared, names]).toEqual([[name], []]);
  });

  it("went nowhere when the sheet was closed", async () => {
    const names = saved();
    sheet(["text/plain"], () => Promise.reject(new DOMException("", "AbortError")));
    expect(await handFile(FILE)).toBe(false);
    expect(names).toEqual([]);
  });

  it("is saved where the sheet does not open", async () => {
    const names = saved();
    sheet(["text/plain"], () => Promise.reject(new DOMException("", "NotAllowedError")));
    expect(await handFile(FILE)).toBe(true);
    expect(names).toEqual(["hamstrong.jsonl"]);
  });
});
