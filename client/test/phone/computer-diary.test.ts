import { describe, expect, it } from "vitest";
import { diaryOfComputer } from "../../src/phone/computer-diary.ts";

const answering = (status: number, type: string) => async () =>
  new Response("{}\n", { status, headers: { "content-type": type } });

describe("the diary of the computer that serves the edition", () => {
  it("is asked for beside the folder, by a browser that is let in", async () => {
    let asked: unknown;
    const file = await diaryOfComputer(async (address, init) => {
      asked = [new URL(String(address)).pathname, init?.credentials];
      return answering(200, "application/x-ndjson")();
    });
    expect(asked).toEqual(["/data/export", "same-origin"]);
    expect(await file?.text()).toBe("{}\n");
  });

  it.each<[string, typeof fetch]>([
    ["it is a host of files alone", answering(404, "text/html")],
    ["a host answers everything with a page", answering(200, "text/html")],
    ["this browser is not let in", answering(401, "text/html")],
    ["there is no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("is none where %s", async (_why, ask) => {
    expect(await diaryOfComputer(ask)).toBeNull();
  });
});
