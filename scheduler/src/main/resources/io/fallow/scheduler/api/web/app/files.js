// Files that are loaded when they are first needed: each once, however often it is asked for. A failure is not kept.

const loading = new Map();

// A script that is no module.
export const script = (src) => once(src, () => Object.assign(document.createElement("script"), { src }));

export const stylesheet = (href) => once(href, () => Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

function once(address, make) {
  if (!loading.has(address)) {
    const loaded = new Promise((resolve, reject) => {
      const element = make();
      element.onload = resolve;
      element.onerror = () => reject(new Error("A file of the console could not be loaded."));
      document.head.append(element);
    });
    loaded.catch(() => loading.delete(address));
    loading.set(address, loaded);
  }
  return loading.get(address);
}
