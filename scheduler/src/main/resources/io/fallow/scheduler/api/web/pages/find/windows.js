// The windows of a search, page behind page.
import { useEffect, useMemo, useRef, useState } from "view";
import { ask, useAnswer } from "../../app/api.js";

// Answers {windows, next, asOf, problem, loading, again, more}; windows is null before the first answer.
export function useWindows(search) {
  const { answer, problem, loading, again } = useAnswer((signal) => ask("/api/v1/windows", { query: search.asked(), signal }), [search]);
  const [behind, setBehind] = useState({ of: null, windows: [], next: null });
  const [trouble, setTrouble] = useState(null);
  const [busy, setBusy] = useState(false);
  const present = useRef(search);
  present.current = search;
  useEffect(() => setTrouble(null), [answer]);
  const extended = behind.of !== null && behind.of === answer;
  const next = extended ? behind.next : answer?.next ?? null;
  const more = async () => {
    setBusy(true);
    try {
      const page = await ask("/api/v1/windows", { query: { ...search.asked(), cursor: next } });
      if (present.current === search) setBehind((before) => ({ of: answer, windows: [...(extended ? before.windows : []), ...page.windows], next: page.next ?? null }));
    } catch (failure) {
      setTrouble(failure);
    }
    setBusy(false);
  };
  const windows = useMemo(() => (answer === null ? null : extended ? [...answer.windows, ...behind.windows] : answer.windows), [answer, behind]);
  return { windows, next, asOf: answer?.asOf, problem: problem ?? trouble, loading: loading || busy, again, more };
}
