package io.fallow.scheduler.api.problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One occurrence of a problem.
 *
 * @param detail what happened this time, in plain words
 * @param members further members of the body
 * @param headers of the response
 */
public record Problem(
    ProblemType type, String detail, JsonObject members, Map<String, String> headers) {

  /** The media type of a problem's body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Takes copies. */
  public Problem {
    members = members.copy();
    headers = Map.copyOf(headers);
  }

  /** A problem that says what its type says. */
  public static Problem of(ProblemType type) {
    return of(type, type.advice());
  }

  /** A problem with its own detail. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, new JsonObject(), Map.of());
  }

  /** Every fault of a request. */
  public static Problem invalid(List<Fault> faults) {
    JsonArray errors = new JsonArray();
    faults.forEach(fault -> errors.add(fault.toJson()));
    String detail =
        faults.size() == 1
            ? "The request has 1 fault."
            : "The request has " + faults.size() + " faults.";
    return of(ProblemType.INVALID_REQUEST, detail).with("errors", errors);
  }

  /** The same problem with one more member. */
  public Problem with(String member, Object value) {
    return new Problem(type, detail, members.copy().put(member, value), headers);
  }

  /** The same problem with one more header. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(type, detail, members, more);
  }

  /** The body. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("type", type.uri())
        .put("title", type.title())
        .put("status", type.status())
        .put("code", type.code())
        .put("detail", detail)
        .mergeIn(members);
  }
}
