package io.fallow.sim.trial;

import io.fallow.sim.history.Kind;
import io.fallow.sim.history.Span;
import io.fallow.sim.history.State;
import io.fallow.sim.http.Ask;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a client sends.
 *
 * @param token whose it is
 */
record Requests(String token) {

  private static final String RESERVATIONS = "/api/v1/reservations";

  /** Carries its id as the purpose, and as the key by which it is done once. */
  Ask creation(String id, Kind kind, String asset, Span wanted) {
    String body =
        """
        {"asset": "%s", "start": "%s", "end": "%s", "hold": %s, "purpose": "%s"}"""
            .formatted(asset, wanted.from(), wanted.to(), kind == Kind.HOLD, id);
    return Ask.post(RESERVATIONS, token, body).with("Idempotency-Key", id);
  }

  /** On the condition that the reservation is still as it was seen. */
  Ask alteration(State seen, Span wanted) {
    String body =
        """
        {"start": "%s", "end": "%s"}"""
            .formatted(wanted.from(), wanted.to());
    Map<String, String> headers = new HashMap<>(Ask.get("", token).headers());
    headers.put("If-Match", "\"" + seen.version() + "\"");
    return new Ask("PATCH", RESERVATIONS + "/" + seen.id(), headers, body);
  }

  Ask confirmation(State seen) {
    return Ask.post(RESERVATIONS + "/" + seen.id() + "/confirm", token, "");
  }

  Ask cancellation(State seen) {
    return Ask.post(RESERVATIONS + "/" + seen.id() + "/cancel", token, "");
  }

  Ask read(UUID reservation) {
    return Ask.get(RESERVATIONS + "/" + reservation, token);
  }

  Ask history(UUID reservation) {
    return Ask.get(RESERVATIONS + "/" + reservation + "/history", token);
  }

  /** A lock-out that puts reservations off; carries its id as the reason. */
  Ask bump(String id, String asset, Span wanted) {
    String body =
        """
        {"kind": "fault", "start": "%s", "end": "%s", "reason": "%s", "onReservations": "bump"}"""
            .formatted(wanted.from(), wanted.to(), id);
    return Ask.post("/api/v1/assets/" + asset + "/lockouts", token, body);
  }

  Ask lockouts(String asset, Span within) {
    String query = "?from=%s&to=%s".formatted(within.from(), within.to());
    return Ask.get("/api/v1/assets/" + asset + "/lockouts" + query, token);
  }
}
