package io.fallow.sim.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.sim.history.Result;
import io.fallow.sim.history.Span;
import io.fallow.sim.history.State;
import io.fallow.sim.http.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Reads the scheduler's answers. */
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int FIRST_REFUSAL = 400;

  private Answers() {}

  /** Whether it leaves open what has become of the request. */
  static boolean isUndecided(Said said) {
    return said.status() >= FIRST_SERVER_ERROR;
  }

  static boolean isDone(Said said) {
    return said.status() < FIRST_REFUSAL;
  }

  static Result result(Said said) {
    return isDone(said)
        ? new Result.Done(Optional.of(state(said)))
        : new Result.Refused(said.status(), codes(json(said.body())));
  }

  /** Of a problem: the codes of the rules that are broken, else its own. */
  private static Set<String> codes(JsonNode problem) {
    Set<String> codes = new TreeSet<>();
    if (problem.path("status").asInt() == 422) {
      problem.path("violations").forEach(each -> codes.add(each.path("code").asText()));
    }
    if (codes.isEmpty()) {
      codes.add(problem.path("code").asText());
    }
    return codes;
  }

  static State state(Said said) {
    JsonNode body = json(said.body());
    return new State(
        UUID.fromString(body.path("id").asText()),
        body.path("asset").asText(),
        version(said),
        body.path("status").asText(),
        span(body, "start", "end"),
        span(body, "blockedFrom", "blockedTo"),
        Optional.ofNullable(body.get("expiresAt")).map(JsonNode::asText).map(Instant::parse));
  }

  /** The versions of a reservation since a moment, as its history tells them. */
  static List<State> history(Said said, Wish about, Instant since) {
    UUID reservation = about.reservation().orElseThrow();
    List<State> versions = new ArrayList<>();
    for (JsonNode each : json(said.body()).path("versions")) {
      if (Instant.parse(each.path("at").asText()).isBefore(since)) {
        continue;
      }
      versions.add(
          new State(
              reservation,
              about.asset(),
              each.path("version").asInt(),
              each.path("status").asText(),
              span(each, "start", "end"),
              span(each, "blockedFrom", "blockedTo"),
              Optional.empty()));
    }
    return versions;
  }

  /** The reasons of an asset's lock-outs. */
  static Set<String> reasons(Said said) {
    Set<String> reasons = new TreeSet<>();
    json(said.body()).path("lockouts").forEach(each -> reasons.add(each.path("reason").asText()));
    return reasons;
  }

  private static int version(Said said) {
    return Integer.parseInt(said.header("ETag").orElseThrow().replace("\"", ""));
  }

  private static Span span(JsonNode body, String from, String to) {
    return new Span(Instant.parse(body.path(from).asText()), Instant.parse(body.path(to).asText()));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the scheduler answered " + text, e);
    }
  }
}
