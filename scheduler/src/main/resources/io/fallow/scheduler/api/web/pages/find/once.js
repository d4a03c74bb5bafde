// Keys under which a request counts once: the same for the same text, until the server has answered it.
import { useRef } from "view";
import { onceKey } from "../../app/api.js";

// send(text, act) calls act(headers); after a lost connection the same text is sent under the same key.
export function useOnce() {
  const kept = useRef({ of: null, headers: null });
  return async (text, act) => {
    if (kept.current.of !== text) kept.current = { of: text, headers: onceKey() };
    try {
      const answer = await act(kept.current.headers);
      kept.current = { of: null, headers: null };
      return answer;
    } catch (problem) {
      if (problem.status !== 0) kept.current = { of: null, headers: null };
      throw problem;
    }
  };
}
