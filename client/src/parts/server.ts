// What answers a page's requests: a server, or in the phone edition Python in the browser itself.

export interface Server {
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>;
  /** The parameters of the page's address. */
  query(): URLSearchParams;
  /** Take the parameters out of the address without loading anything. */
  dropQuery(): void;
  /** Keep light, dark or auto for the pages to come. */
  keepTheme(theme: string): void;
}

const YEAR_S = 31_536_000;

let answering: Server = {
  fetch: (address, init) => fetch(address, init),
  query: () => new URLSearchParams(location.search),
  dropQuery: () => history.replaceState(null, "", location.pathname),
  keepTheme: (theme) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `hamstrong-theme=${theme}; Path=/; Max-Age=${YEAR_S}; SameSite=Strict${secure}`;
  },
};

export const server = (): Server => answering;

/** Let something else answer from now on. */
export function answerWith(other: Server): void {
  answering = other;
}
