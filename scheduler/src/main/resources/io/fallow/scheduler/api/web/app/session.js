// Who is signed in. The tokens stay in this tab and end with it.

const TOKEN = "fallow.token";
const KEPT = "fallow.kept";
const ORGANISATION = "fallow.organisation";

class Session {
  #signIn = null;
  #token = null;
  #kept = null;
  #organisation = null;
  #renewal = null;
  #provider = null;

  // Why nobody is signed in, for people; empty where there is nothing to say.
  said = "";
  // The organisations of which whoever has signed in must choose one.
  choices = [];
  onEnded = () => {};

  // Who is signed in, as the API knows them; null if nobody.
  async start() {
    this.#signIn = (await (await fetch("/console/mode.json")).json()).signIn ?? null;
    this.#token = sessionStorage.getItem(TOKEN);
    this.#kept = JSON.parse(sessionStorage.getItem(KEPT));
    this.#organisation = sessionStorage.getItem(ORGANISATION);
    if (this.#signIn !== null) await this.#arrive();
    return this.#token === null ? null : this.#see();
  }

  // Whether one signs in at an identity provider, and not by pasting a token.
  hasProvider() {
    return this.#signIn !== null;
  }

  // Leaves for the provider; or, where there is none, signs in by a token, and answers as start does.
  async signIn(token = null) {
    if (this.#signIn !== null) {
      const provider = await this.#at();
      return provider.leave(location.pathname + location.search);
    }
    this.#take({ token, refresh: null, id: null });
    return this.#see();
  }

  // Ends it here, and at the provider where that can be told to.
  async signOut() {
    const kept = this.#kept;
    this.#forget();
    let exit = "/";
    try {
      if (this.#signIn !== null && kept !== null) exit = await (await this.#at()).exit(kept);
    } finally {
      location.assign(exit);
    }
  }

  // For which organisation, where somebody is of several; answers as start does.
  async choose(organisation) {
    this.#organisation = organisation;
    sessionStorage.setItem(ORGANISATION, organisation);
    this.choices = [];
    return this.#see();
  }

  token() {
    return this.#token;
  }

  // What a request to the API says of who asks.
  headers() {
    const headers = { Authorization: `Bearer ${this.#token}` };
    if (this.#organisation !== null) headers["Fallow-Organisation"] = this.#organisation;
    return headers;
  }

  // Whether there is another token now in the place of one that the server didn't take.
  async renewed(refused) {
    if (this.#token !== refused) return this.#token !== null;
    if (this.#kept === null || this.#kept.refresh === null || this.#signIn === null) return false;
    this.#renewal ??= this.#renew().finally(() => { this.#renewal = null; });
    return this.#renewal;
  }

  // The server no longer takes the token.
  ended() {
    if (this.#token === null) return;
    this.#forget();
    this.onEnded();
  }

  async #renew() {
    const kept = await (await this.#at()).renew(this.#kept);
    if (kept !== null) this.#take(kept);
    return kept !== null;
  }

  // The library is loaded when there is something to do for it.
  async #at() {
    if (this.#provider === null) {
      const { Provider } = await import("./oidc.js");
      this.#provider = new Provider(this.#signIn);
    }
    return this.#provider;
  }

  async #arrive() {
    const address = new URL(location.href);
    if (!address.searchParams.has("state")) return;
    try {
      const { kept, back } = await (await this.#at()).arrive(address);
      this.#take(kept);
      history.replaceState(null, "", back);
    } catch (failure) {
      this.#forget();
      this.said = `You are not signed in: ${failure.error_description ?? failure.message}. Try again, or ask whoever runs your identity provider.`;
      history.replaceState(null, "", "/");
    }
  }

  #take(kept) {
    this.#token = kept.token;
    this.#kept = kept;
    this.said = "";
    sessionStorage.setItem(TOKEN, kept.token);
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  }

  #forget() {
    this.#token = null;
    this.#kept = null;
    this.#organisation = null;
    for (const key of [TOKEN, KEPT, ORGANISATION]) sessionStorage.removeItem(key);
  }

  async #see(again = true) {
    const used = this.#token;
    const response = await fetch("/api/v1/me", { headers: this.headers(), cache: "no-store" });
    if (response.ok) return response.json();
    if (response.status === 401 && again && await this.renewed(used)) return this.#see(false);
    const problem = await response.json().catch(() => ({}));
    if (problem.code === "organisation-needed") {
      this.choices = problem.organisations;
      return null;
    }
    this.said = response.status === 401 ? "Your sign-in has ended. Sign in again to go on." : problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
    if (response.status < 500) this.#forget();
    return null;
  }
}

export const session = new Session();
