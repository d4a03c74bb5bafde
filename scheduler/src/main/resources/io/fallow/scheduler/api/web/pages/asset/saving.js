// Saving a form: whether it is on its way, and what was refused.
import { useState } from "view";

export function useSaving(done) {
  const [state, setState] = useState({ busy: false, problem: null });
  const save = async (act) => {
    setState({ busy: true, problem: null });
    try {
      await act();
      setState({ busy: false, problem: null });
      done?.();
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  const submit = (act) => (event) => { event.preventDefault(); save(act); };
  return { ...state, save, submit };
}
