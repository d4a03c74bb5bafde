package io.fallow.scheduler.api.operation;

/** Answers an operation. Runs on a worker and may block. */
@FunctionalInterface
public interface Endpoint {

  /**
   * The answer.
   *
   * @throws io.fallow.scheduler.api.problem.ProblemException for an answer that is a problem
   */
  Answer answer(Call call);
}
