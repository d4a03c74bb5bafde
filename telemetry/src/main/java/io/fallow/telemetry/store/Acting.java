package io.fallow.telemetry.store;

import java.time.Instant;
import java.util.Optional;

/**
 * For whom the database is asked, and by whom: what an organisation may not see is not there for
 * it.
 *
 * @param organisationId whose rows are seen
 * @param actor who acts, such as {@code marta.silva@harbor-clinic}
 * @param now the moment at which what is shared with the organisation counts; empty for the
 *     database's own
 */
public record Acting(int organisationId, String actor, Optional<Instant> now) {

  /** At whatever time it is for the database. */
  public Acting(int organisationId, String actor) {
    this(organisationId, actor, Optional.empty());
  }
}
