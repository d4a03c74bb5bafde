package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Registry;

/** Finds facilities of the caller's own organisation. */
public record FacilityAccess(Registry registry) {

  /**
   * The facility that the path names as {@code organisation.facility}; 404 unless it is one's own.
   */
  public Facility own(Call call) {
    String id = call.inputs().text("facility").orElseThrow();
    return registry
        .facility(id)
        .filter(found -> found.organisationId() == call.viewer().organisationId())
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.FACILITY_NOT_FOUND,
                        "There is no facility " + id + ", as far as you may see.")));
  }
}
