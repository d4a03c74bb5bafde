// Who looks: the people of local mode, or the one whose token this tab keeps.

const KEY = "fallow.token";

// The people, each with a token; none outside local mode. They come with the server's time.
export async function localPeople() {
  const mode = await (await fetch("/console/mode.json")).json();
  if (!mode.local) return [];
  const response = await fetch("/local/people", { cache: "no-store" });
  if (!response.ok) return [];
  const { people, asOf } = await response.json();
  return people.map((person) => ({ ...person, asOf }));
}

export function savedToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}

export function saveToken(token) {
  sessionStorage.setItem(KEY, token);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}
