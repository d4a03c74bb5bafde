package io.fallow.scheduler.api.policy;

import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.sharing.Agreement;
import io.fallow.scheduler.sharing.Agreements;

/** Finds agreements as far as the caller may know of them. */
record AgreementAccess(Agreements agreements) {

  /**
   * The agreement that the path names, if the caller is its owner; 403 for its partner, else 404.
   */
  Agreement own(Call call) {
    int id = (int) call.inputs().number("agreement").orElseThrow();
    int caller = call.viewer().organisationId();
    Agreement found =
        agreements
            .of(caller, id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemType.AGREEMENT_NOT_FOUND,
                            "There is no agreement " + id + ", as far as you may see.")));
    if (found.owner().id() != caller) {
      throw new ProblemException(Problem.of(ProblemType.NOT_YOURS));
    }
    return found;
  }
}
