// The files of a page: loaded when it is first needed, its style and its scripts at once.

const loaded = new Map();

// The page of a name, ready to be shown. Whoever asks twice gets the same answer; a failure is not kept.
export function load(name) {
  if (name === null) return Promise.resolve(null);
  if (!loaded.has(name)) {
    const page = Promise.all([import(`../pages/${name}/${name}.js`), style(`/console/pages/${name}/${name}.css`)]).then(([module]) => module.default);
    page.catch(() => loaded.delete(name));
    loaded.set(name, page);
  }
  return loaded.get(name);
}

function style(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
}
