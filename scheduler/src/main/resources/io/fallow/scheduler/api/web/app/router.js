// The pages, their addresses, and going from one to another without loading anew.
import { useEffect, useState } from "view";

export const PAGES = [
  { name: "fleet", path: "/", title: "Fleet" },
  { name: "find", path: "/find", title: "Find and book" },
  { name: "bookings", path: "/bookings", title: "Bookings" },
  { name: "sharing", path: "/sharing", title: "Sharing" },
  { name: "gateways", path: "/gateways", title: "Gateways" },
  { name: "utilisation", path: "/utilisation", title: "Utilisation" },
];

// An address may go deeper: /assets/{id}, /sharing/{agreement}, /gateways/{gateway}.
const DEEPER = [
  { name: "asset", of: "fleet", pattern: /^\/assets\/([^/]+)$/ },
  ...PAGES.map(({ name, path }) => ({ name, of: name, pattern: path === "/" ? /^\/$/ : new RegExp(`^${path}(?:/?|/([^/]+))$`) })),
];

export function read(location) {
  for (const { name, of, pattern } of DEEPER) {
    const match = pattern.exec(location.pathname);
    if (match) return { name, of, id: match[1] === undefined ? null : decodeURIComponent(match[1]), query: new URLSearchParams(location.search) };
  }
  return { name: null, of: null, id: null, query: new URLSearchParams() };
}

// Goes to an address of the console. `replace` leaves no step to go back to.
export function go(address, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  dispatchEvent(new Event("fallow:route"));
}

// Changes the query of the present address: what is null or empty goes.
export function setQuery(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  go(location.pathname + (text ? `?${text}` : ""), { replace: true });
}

export function useRoute() {
  const [route, setRoute] = useState(() => read(location));
  useEffect(() => {
    const changed = () => setRoute(read(location));
    addEventListener("popstate", changed);
    addEventListener("fallow:route", changed);
    document.addEventListener("click", follow);
    return () => {
      removeEventListener("popstate", changed);
      removeEventListener("fallow:route", changed);
      document.removeEventListener("click", follow);
    };
  }, []);
  return route;
}

// A plain click on a link to a page of the console goes there without loading.
function follow(event) {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (read(link).name === null) return;
  event.preventDefault();
  if (link.href !== location.href) go(link.pathname + link.search);
}
