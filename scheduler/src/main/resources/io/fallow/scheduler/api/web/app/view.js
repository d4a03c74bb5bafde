// What every view is made with: Preact with templates instead of a compiler.
import htm from "htm";
import { h } from "preact";

export { Fragment, cloneElement, createContext, h, render } from "preact";
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";

export const html = htm.bind(h);
