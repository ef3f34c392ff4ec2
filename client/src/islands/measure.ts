// A timer, a counter or the phone as an inclinometer beside the fields of a self-test.

export function mount(element: HTMLElement): void {
  const tool = document.createElement("div");
  tool.className = "measure-tool";
  const reading = document.createElement("output");
  reading.className = "measure-reading number";
  reading.textContent = "0";
  tool.append(reading);
  const fields = [...element.querySelectorAll<HTMLInputElement>("input")];
  const fill = (value: number): void => {
    const next = fields.find((field) => field.value === "") ?? fields.at(-1);
    if (next !== undefined) next.value = String(value);
  };
  const words = element.dataset;
  const press = (label: string, does: (made: HTMLButtonElement) => void): HTMLButtonElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-quiet";
    made.textContent = label;
    made.addEventListener("click", () => does(made));
    tool.append(made);
    return made;
  };
  if (words["instrument"] === "timer") timer(press, reading, fill, words);
  else if (words["instrument"] === "counter") counter(press, reading, fields, words);
  else if (words["instrument"] === "inclinometer") inclinometer(press, reading, fill, words);
  else return;
  element.prepend(tool);
}

type Press = (label: string, does: (made: HTMLButtonElement) => void) => HTMLButtonElement;
type Fill = (value: number) => void;

/** Whole seconds by the clock, so that a slow page loses none; ends by itself at the longest. */
function timer(press: Press, reading: HTMLElement, fill: Fill, words: DOMStringMap): void {
  let since: number | null = null;
  const longest = Number(words["longest"] || Number.POSITIVE_INFINITY);
  const seconds = (): number => (since === null ? 0 : Math.min(longest, Math.floor((Date.now() - since) / 1000)));
  const button = press(words["start"] ?? "", () => (since === null ? begin() : end()));
  const begin = (): void => {
    since = Date.now();
    button.textContent = words["stop"] ?? "";
    const look = (): void => {
      if (since === null) return;
      reading.textContent = String(seconds());
      if (seconds() >= longest) end();
      else setTimeout(look, 200);
    };
    look();
  };
  const end = (): void => {
    const value = seconds();
    since = null;
    reading.textContent = String(value);
    button.textContent = words["start"] ?? "";
    fill(value);
  };
}

function counter(press: Press, reading: HTMLElement, fields: readonly HTMLInputElement[], words: DOMStringMap): void {
  let count = 0;
  press(words["one"] ?? "", () => {
    count += 1;
    reading.textContent = String(count);
    const [field] = fields;
    if (field !== undefined) field.value = String(count);
  });
}

interface Asking {
  requestPermission?: () => Promise<string>;
}

/** Degrees of the shin short of upright, the phone lying along it. Nothing is filled in unheld. */
function inclinometer(press: Press, reading: HTMLElement, fill: Fill, words: DOMStringMap): void {
  let angle: number | null = null;
  const listen = (): void =>
    addEventListener("deviceorientation", ({ beta }) => {
      if (beta === null) return;
      angle = Math.min(180, Math.round(Math.abs(90 - Math.abs(beta))));
      reading.textContent = `${angle}°`;
    });
  reading.textContent = "–";
  const asking = globalThis.DeviceOrientationEvent as unknown as Asking | undefined;
  if (asking !== undefined && asking.requestPermission === undefined) listen();
  press(words["angle"] ?? "", () => {
    if (angle !== null) return fill(angle);
    if (asking?.requestPermission === undefined) {
      reading.textContent = words["none"] ?? "";
      return;
    }
    void asking.requestPermission().then((given) => {
      if (given === "granted") listen();
      else reading.textContent = words["none"] ?? "";
    });
  });
}
