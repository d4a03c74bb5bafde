// Asks the API as one person.

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.status = status;
    this.code = body.code ?? "";
    this.lines = [...(body.violations ?? []), ...(body.errors ?? [])].map((each) =>
      each.name ? `${each.name} ${each.message}` : each.message);
  }

  get text() {
    return this.lines.length > 0 ? this.lines.join("\n") : this.message;
  }
}

export async function ask(token, path, { query = {}, body, method = body ? "POST" : "GET" } = {}) {
  const address = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const headers = { Authorization: `Bearer ${token}`, Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(address, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
  const text = await response.text();
  const json = text.startsWith("{") ? JSON.parse(text) : {};
  if (!response.ok) throw new Problem(response.status, json);
  return json;
}
