package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.contract.Inputs;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers an operation into which a secret in its body lets. Runs on a worker and may block,
 * outside of the sight of any organisation.
 */
@FunctionalInterface
public interface SecretEndpoint {

  /**
   * The answer; empty for a secret that is worth nothing, whatever the reason.
   *
   * @throws io.fallow.scheduler.api.problem.ProblemException for an answer that is a problem
   */
  Optional<Answer> answer(Inputs inputs, Instant now);
}
