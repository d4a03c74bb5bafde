package io.fallow.scheduler.api;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose eyes a caller looks with. An organisation's number never changes, so it is looked up once;
 * only registered organisations are remembered, which bounds the memory.
 */
final class Viewers {

  private final Registry registry;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  Viewers(Registry registry) {
    this.registry = registry;
  }

  Viewer of(Caller caller) {
    Integer id = known.get(caller.organisation());
    if (id == null) {
      id =
          registry
              .organisation(caller.organisation())
              .map(Organisation::id)
              .orElseThrow(() -> problem(caller));
      known.put(caller.organisation(), id);
    }
    return new Viewer(id, caller.organisation(), caller.person());
  }

  private static ProblemException problem(Caller caller) {
    return new ProblemException(
        Problem.of(
            ProblemType.UNKNOWN_ORGANISATION,
            "The organisation " + caller.organisation() + " is not registered."));
  }
}
