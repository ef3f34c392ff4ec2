// A walk through the phone edition in whatever browser opened this page: the app runs in a frame of
// the same origin, where it is pressed and read like a page of one's own. No driver is needed.
//
// Written for older browsers than the app needs: what those say is part of the result.

const frame = document.getElementById("app");
const START_MS = 120000;
const STEP_MS = 30000;
const PAUSE_MS = 100;
const MOST_SCREENS = 40;

const page = () => frame.contentDocument;
const one = (selector) => (page() ? page().querySelector(selector) : null);
const all = (selector) => (page() ? Array.from(page().querySelectorAll(selector)) : []);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const textOf = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
const path = () => frame.contentWindow.location.hash.slice(1) || "/";
const isVisible = (element) => element.getClientRects().length > 0;

async function until(claim, what, ms = STEP_MS) {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    const found = claim();
    if (found) return found;
    await pause(PAUSE_MS);
  }
  throw new Error("waited in vain for " + what + " on a page that says: " + textOf(one("main")).slice(0, 300));
}

const isReady = () => {
  const root = one("html");
  return root !== null && root.dataset.app === "ready" && !root.hasAttribute("aria-busy");
};

/** What the app says instead of starting, or nothing while it may still start. */
function refusal() {
  const again = one("[data-start=again]");
  const old = one("[data-start=unsupported]");
  if (old && !old.hidden) return textOf(old);
  return again && !again.hidden ? textOf(one("[data-start=text]")) : "";
}

async function starts() {
  await until(() => isReady() || refusal(), "a start or a sentence that says why not", START_MS);
  if (!isReady()) throw new Error("REFUSED " + refusal());
}

async function opens() {
  frame.src = address;
  await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  await starts();
}

async function reloads() {
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.contentWindow.location.reload();
  await loaded;
  await starts();
}

/** Do what leads to another page, and wait for that. */
async function leads(does) {
  const before = one("main").firstElementChild;
  does();
  await until(() => isReady() && one("main").firstElementChild !== before, "the next page");
}

async function goesTo(to) {
  if (path() !== to) await leads(() => (frame.contentWindow.location.hash = to));
}

function buttonNamed(name) {
  return all("main button").find((button) => textOf(button) === name && isVisible(button));
}

/** Give the controls of a name their values, as far as the page has them. */
function gives(name, values) {
  const inputs = all("main input:not([type=hidden])").filter((input) => input.name === name);
  for (const input of inputs) {
    if (input.type !== "radio" && input.type !== "checkbox") {
      input.value = values[0];
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (values.includes(input.value) !== input.checked) input.click();
  }
}

const listed = (value) => (Array.isArray(value) ? value : [value]).map(String);
const asked = () => Array.from(new Set(all("main input:not([type=hidden])").map((input) => input.name)));

async function answersTriage() {
  for (let nth = 0; path().startsWith("/triage/") && nth < MOST_SCREENS; nth += 1) {
    const tap = one("main button[name^=q_]");
    if (tap) {
      const value = String(person.triage[tap.name.slice(2)]);
      await leads(() => one(`main button[name="${tap.name}"][value="${value}"]`).click());
      continue;
    }
    for (const name of asked()) {
      if (name.startsWith("q_")) gives(name, listed(name.slice(2) in person.triage ? person.triage[name.slice(2)] : "none"));
    }
    await leads(() => buttonNamed("Next").click());
  }
}

async function findsTheWayIn() {
  await leads(() => buttonNamed("I agree, go on").click());
  await answersTriage();
  await leads(() => all("main a").find((link) => textOf(link) === "Make my plan").click());
  for (const step of Object.keys(person.plan)) {
    for (const name of Object.keys(person.plan[step])) gives(name, listed(person.plan[step][name]));
    await leads(() => buttonNamed(step === "kit" ? "Make my plan" : "Next").click());
  }
  await goesTo("/");
}

async function checksIn() {
  for (let nth = 0; nth < MOST_SCREENS; nth += 1) {
    await goesTo("/check-in");
    if (path().startsWith("/triage/")) await answersTriage();
    else if (!path().startsWith("/check-in") || path().includes("answers")) return;
    else {
      for (const name of asked()) {
        const plain = name.replace(/_(left|right)$/, "");
        const known = [name, plain, plain.split("_")[0]].find((key) => key in person.good);
        if (known) gives(name, listed(person.good[known]));
      }
      const onward = all("main button").filter((button) => /^(Next|Save the week)$/.test(textOf(button)));
      await leads(() => onward[onward.length - 1].click());
    }
  }
  throw new Error("the check-in does not end");
}

/** Go on in the player until one set was logged and is in the diary. */
async function logsASet() {
  await goesTo("/session");
  await until(() => one("[data-island=player][data-alive=yes]"), "the player");
  buttonNamed("Start").click();
  const player = () => one("section.player");
  await until(player, "the session");
  const named = (pattern) => all("section.player button").find((button) => pattern.test(textOf(button)) && isVisible(button));
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    const pain = player().dataset.kind === "ask_pain" ? named(/^0/) : null;
    const next = pain || named(/^(I am warm already|Start|Done early|Go on)$/);
    if (next) next.click();
    await pause(4 * PAUSE_MS);
    // A touch of something else makes the answer a fact.
    if (pain) {
      page().body.dispatchEvent(new frame.contentWindow.PointerEvent("pointerdown", { bubbles: true }));
      await until(() => /Saved at/.test(textOf(player())), "the saved set");
      return;
    }
  }
  throw new Error("no set was asked about: " + textOf(player()).slice(0, 300));
}

async function isAsBefore() {
  await reloads();
  await goesTo("/");
  if (/Welcome/.test(textOf(one("main h1")))) throw new Error("the diary is gone");
}

async function isThereOffline() {
  await network("off");
  try {
    await isAsBefore();
  } finally {
    await network("on");
  }
}

/** Take the file to keep, and look whether the set and the check-in are in it. */
async function exports() {
  await goesTo("/data");
  let file = null;
  const urls = frame.contentWindow.URL;
  const made = urls.createObjectURL;
  urls.createObjectURL = (blob) => ((file = blob), made.call(urls, blob));
  const link = await until(() => one("main a[href*='/data/export']"), "the link to the file");
  link.click();
  await until(() => file, "the file");
  const lines = (await new Response(file).text()).trim().split("\n");
  const count = (name) => lines.filter((line) => line.includes(`"${name}"`)).length;
  if (count("SetLogged") !== 1) throw new Error(`the file holds ${count("SetLogged")} sets instead of one`);
  return `${lines.length} lines`;
}

const network = (state) => fetch("/walk/network", { method: "POST", body: state });

/** What the browser has of what the app asks for. */
async function features() {
  const view = frame.contentWindow;
  const device = view.navigator;
  const has = (claim) => (claim ? "yes" : "no");
  const folder = device.storage && device.storage.getDirectory
    ? await device.storage.getDirectory().then(() => "yes", (fault) => fault.name)
    : "no";
  const handles = await new Promise((resolve) => {
    const worker = new Worker("handles.js");
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve("no");
    setTimeout(() => resolve("no answer"), STEP_MS / 3);
  });
  return {
    "service worker": has("serviceWorker" in device),
    "private storage": folder,
    "writes at once": handles,
    "lasting storage asked": has(device.storage && device.storage.persist),
    "locks": has(device.locks),
    "unpacks gzip": has("DecompressionStream" in view),
    "wake lock": has("wakeLock" in device),
    "vibration": has("vibrate" in device),
    "voices": "speechSynthesis" in view ? String(view.speechSynthesis.getVoices().length) : "no",
    "sound": has("AudioContext" in view),
    "share sheet": has("canShare" in device),
    "mark on the icon": has("setAppBadge" in device),
    "notifications": "Notification" in view ? view.Notification.permission : "no",
  };
}

let person = {};
let address = "";
const result = { agent: navigator.userAgent, steps: [], features: {} };
const say = (text) => (document.getElementById("said").textContent = text);
const tell = (done) =>
  fetch("/walk/told", { method: "POST", body: JSON.stringify(Object.assign({ done }, result)) });

const STEPS = [
  ["first visit", opens],
  ["way in", findsTheWayIn],
  ["check-in", checksIn],
  ["one set", logsASet],
  ["reload", isAsBefore],
  ["offline", isThereOffline],
  ["export", exports],
];

async function walk() {
  const given = await (await fetch("person.json")).json();
  person = given.person;
  address = given.address;
  for (const [name, does] of STEPS) {
    const began = Date.now();
    const step = { name };
    say(name);
    try {
      step.note = (await does()) || "";
      step.ok = true;
    } catch (fault) {
      step.ok = false;
      step.note = fault.message;
    }
    step.seconds = (Date.now() - began) / 1000;
    result.steps.push(step);
    if (step.ok === false) break;
    await tell(false);
  }
  try {
    result.features = await features();
  } catch (fault) {
    result.features = { "asking for them": fault.message };
  }
  await tell(true);
  say(JSON.stringify(result.steps));
}

walk();
