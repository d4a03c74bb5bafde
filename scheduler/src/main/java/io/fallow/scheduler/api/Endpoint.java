package io.fallow.scheduler.api;

/** Answers an operation. Runs on a worker and may block. */
@FunctionalInterface
interface Endpoint {

  /**
   * The answer.
   *
   * @throws io.fallow.scheduler.api.problem.ProblemException for an answer that is a problem
   */
  Answer answer(Call call);
}
