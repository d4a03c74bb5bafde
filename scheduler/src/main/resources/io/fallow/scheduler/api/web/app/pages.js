// The files of a page: loaded when it is first needed, its style and its scripts at once.
import { stylesheet } from "./files.js";

// The page of a name, ready to be shown.
export async function load(name) {
  if (name === null) return null;
  const [module] = await Promise.all([import(`../pages/${name}/${name}.js`), stylesheet(`/console/pages/${name}/${name}.css`)]);
  return module.default;
}
