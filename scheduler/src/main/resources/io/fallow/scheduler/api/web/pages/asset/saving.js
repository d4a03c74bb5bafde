// Saving a form: whether it is on its way, what was refused, and what to say when it is done.
import { useState } from "view";

export function useSaving(done) {
  const [state, setState] = useState({ busy: false, problem: null, saved: false });
  const save = async (act) => {
    setState({ busy: true, problem: null, saved: false });
    try {
      await act();
      setState({ busy: false, problem: null, saved: true });
      done?.();
    } catch (problem) {
      setState({ busy: false, problem, saved: false });
    }
  };
  const submit = (act) => (event) => { event.preventDefault(); save(act); };
  return { ...state, save, submit };
}
