// Who is signed in. The token stays in this tab and ends with it.

const KEY = "fallow.token";

class Session {
  #token = null;
  #people = [];
  onEnded = () => {};

  // Who is signed in, as the API knows them; null if nobody.
  async start() {
    const mode = await (await fetch("/console/mode.json")).json();
    if (mode.local) this.#people = (await (await fetch("/local/people", { cache: "no-store" })).json()).people;
    this.#token = sessionStorage.getItem(KEY);
    return this.#token === null ? null : this.#see();
  }

  // The people whom one may be at one's own machine; none elsewhere.
  people() {
    return this.#people;
  }

  async signIn(token) {
    this.#token = token;
    const who = await this.#see();
    if (who !== null) sessionStorage.setItem(KEY, token);
    return who;
  }

  signOut() {
    sessionStorage.removeItem(KEY);
    location.assign("/");
  }

  token() {
    return this.#token;
  }

  // The server no longer takes the token.
  ended() {
    sessionStorage.removeItem(KEY);
    this.#token = null;
    this.onEnded();
  }

  async #see() {
    const response = await fetch("/api/v1/me", { headers: { Authorization: `Bearer ${this.#token}` }, cache: "no-store" });
    if (response.ok) return response.json();
    sessionStorage.removeItem(KEY);
    this.#token = null;
    return null;
  }
}

export const session = new Session();
