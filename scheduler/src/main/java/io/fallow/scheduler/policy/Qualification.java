package io.fallow.scheduler.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * That an organisation, or one of its people, is qualified for something, in the eyes of an owner.
 *
 * @param owner code of the organisation that vouches
 * @param code what for, such as {@code mri-level-2}
 * @param holder code of the organisation
 * @param person whom of it, as the token names them; empty for the organisation itself
 * @param until when it lapses; empty for never
 * @param revokedAt when it was taken back, if it was
 */
public record Qualification(
    int id,
    String owner,
    String code,
    String holder,
    Optional<String> person,
    Instant from,
    Optional<Instant> until,
    Optional<Instant> revokedAt) {

  /**
   * One that is to be granted.
   *
   * @param holderId of the organisation
   */
  public record New(
      String code, int holderId, Optional<String> person, Instant from, Optional<Instant> until) {

    /** Checks that it is valid for some time. */
    public New {
      if (until.isPresent() && !from.isBefore(until.get())) {
        throw new IllegalArgumentException("a qualification is valid for some time");
      }
    }
  }
}
