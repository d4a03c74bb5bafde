package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.agreement.Agreement;
import io.fallow.scheduler.agreement.StepOutcome;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.store.StoreException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Answers of what became of an agreement. */
final class AgreementAnswers {

  private AgreementAnswers() {}

  /** 200 with the agreement as it stands, and its entity tag. */
  static Answer ok(Call call, Agreement agreement) {
    int viewer = call.viewer().organisationId();
    return Answer.ok(AgreementJson.whole(agreement, viewer, call.now()))
        .withHeader("ETag", AgreementJson.etag(agreement));
  }

  /** 201 with it. */
  static Answer created(Call call, Agreement agreement) {
    int viewer = call.viewer().organisationId();
    return Answer.created(
            "/api/v1/agreements/" + agreement.id(),
            AgreementJson.whole(agreement, viewer, call.now()))
        .withHeader("ETag", AgreementJson.etag(agreement));
  }

  /** 200 with the agreement; a problem for every other outcome. */
  static Answer of(Call call, StepOutcome outcome, int id) {
    return outcome.fold(
        taken -> ok(call, taken.agreement()),
        impossible -> {
          throw impossible(impossible.code(), impossible.message());
        },
        stale -> {
          throw new ProblemException(
              Problem.of(ProblemType.VERSION_CHANGED)
                  .withHeader("ETag", AgreementJson.etag(stale.agreement())));
        },
        () -> {
          throw notFound(id);
        });
  }

  /** Where it stands there is no such step, or not for the caller. */
  static ProblemException impossible(String code, String message) {
    JsonObject why =
        new JsonObject().put("code", code).put("message", message).put("mayOverride", false);
    return new ProblemException(
        Problem.of(ProblemType.STEP_NOT_POSSIBLE, "It can't be done: " + message + ".")
            .with("violations", new JsonArray().add(why)));
  }

  static ProblemException notFound(int id) {
    return new ProblemException(
        Problem.of(
            ProblemType.AGREEMENT_NOT_FOUND,
            "There is no agreement " + id + ", as far as you may see."));
  }

  /** The answer of work that may find the same shared with the same others already. */
  static Answer unlessShared(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (StoreException.Conflict overlap) {
      if (!overlap.sqlState().equals("23P01")) { // exclusion_violation
        throw overlap;
      }
      throw new ProblemException(Problem.of(ProblemType.SHARED_ALREADY));
    }
  }
}
