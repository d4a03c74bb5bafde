package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the version that a change is for. */
public final class Versions {

  private static final String IF_MATCH = "If-Match";
  private static final Pattern ETAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

  private Versions() {}

  /**
   * The version in If-Match; empty, with a fault, for something that is no entity tag of ours.
   *
   * @throws ProblemException if the header is missing: nobody changes what they haven't seen
   */
  public static OptionalInt required(Inputs inputs) {
    if (!inputs.isGiven(IF_MATCH)) {
      throw new ProblemException(Problem.of(ProblemType.VERSION_NEEDED));
    }
    return optional(inputs);
  }

  /** The version in If-Match; empty without one and, with a fault, for no entity tag of ours. */
  public static OptionalInt optional(Inputs inputs) {
    if (!inputs.isGiven(IF_MATCH)) {
      return OptionalInt.empty();
    }
    Matcher tag = ETAG.matcher(inputs.text(IF_MATCH).orElse(""));
    if (tag.matches()) {
      return OptionalInt.of(Integer.parseInt(tag.group(1)));
    }
    if (!inputs.isFaulty(IF_MATCH)) {
      inputs.fault("header", IF_MATCH, "format", "must be the ETag that was answered, as \"3\"");
    }
    return OptionalInt.empty();
  }
}
