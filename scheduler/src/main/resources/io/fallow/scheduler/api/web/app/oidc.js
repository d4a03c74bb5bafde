// Signs in at an OpenID provider: the authorization code flow with PKCE, for a client without a secret.
import * as oauth from "../vendor/oauth4webapi/oauth4webapi.mjs";

const UNDER_WAY = "fallow.signing-in";

// One provider, as the server says how to sign in at it.
export class Provider {
  #said;
  #client;
  #server = null;

  constructor(said) {
    this.#said = said;
    this.#client = { client_id: said.clientId, [oauth.clockTolerance]: 60 };
  }

  // Leaves for the provider, which leads back to the console's home with a code.
  async leave(back) {
    const server = await this.#find();
    const started = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier: oauth.generateRandomCodeVerifier(), back };
    const address = new URL(server.authorization_endpoint);
    const wish = {
      ...this.#said.parameters, client_id: this.#said.clientId, redirect_uri: home(), response_type: "code", scope: this.#said.scopes,
      state: started.state, nonce: started.nonce, code_challenge: await oauth.calculatePKCECodeChallenge(started.verifier), code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(wish)) address.searchParams.set(name, value);
    sessionStorage.setItem(UNDER_WAY, JSON.stringify(started));
    location.assign(address);
  }

  // Whether an address is one by which a provider answers.
  static isAnswer(address) {
    return address.searchParams.has("state") && (address.searchParams.has("code") || address.searchParams.has("error"));
  }

  // What the answer in an address is worth: tokens, and where to go on.
  async arrive(address) {
    const started = JSON.parse(sessionStorage.getItem(UNDER_WAY));
    sessionStorage.removeItem(UNDER_WAY);
    if (started === null) throw new Error("it was not begun in this tab");
    const server = await this.#find();
    const answer = oauth.validateAuthResponse(server, this.#client, address, started.state);
    const response = await oauth.authorizationCodeGrantRequest(server, this.#client, oauth.None(), answer, home(), started.verifier, this.#safety());
    const tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, response, { expectedNonce: started.nonce, requireIdToken: true });
    return { kept: keep(tokens), back: started.back };
  }

  // Other tokens for what was kept of those before; null if the provider gives none any more.
  async renew(kept) {
    if (kept.refresh === null) return null;
    const server = await this.#find();
    try {
      const response = await oauth.refreshTokenGrantRequest(server, this.#client, oauth.None(), kept.refresh, this.#safety());
      return keep(await oauth.processRefreshTokenResponse(server, this.#client, response), kept);
    } catch (failure) {
      if (failure instanceof oauth.ResponseBodyError) return null;
      throw failure;
    }
  }

  // Where the provider ends its own session, and leads back; the console's home where it can't.
  async exit(kept) {
    const server = await this.#find();
    if (!server.end_session_endpoint) return home();
    const address = new URL(server.end_session_endpoint);
    address.searchParams.set("client_id", this.#said.clientId);
    address.searchParams.set("post_logout_redirect_uri", home());
    if (kept.id !== null) address.searchParams.set("id_token_hint", kept.id);
    return address.href;
  }

  async #find() {
    if (this.#server === null) {
      const issuer = new URL(this.#said.issuer, location.origin);
      this.#server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, this.#safety()));
    }
    return this.#server;
  }

  // Without TLS only at one's own machine, whose provider is a path of this server.
  #safety() {
    return { [oauth.allowInsecureRequests]: this.#said.issuer.startsWith("/") && location.protocol === "http:" };
  }
}

function home() {
  return `${location.origin}/`;
}

function keep(tokens, before = { refresh: null, id: null }) {
  return { token: tokens.access_token, refresh: tokens.refresh_token ?? before.refresh, id: tokens.id_token ?? before.id };
}
