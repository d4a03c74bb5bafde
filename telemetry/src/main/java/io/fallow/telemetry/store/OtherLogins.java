package io.fallow.telemetry.store;

import java.util.Optional;

/**
 * Logins of their own for some of the work. Where there is none, the usual login puts on the role
 * of that work, of which it has to be a member.
 *
 * @param requests for what is done for organisations: a member of {@code fallow_api} and of nothing
 *     else
 * @param ingest for what takes messages in: the same of {@code fallow_ingest}
 */
public record OtherLogins(Optional<DatabaseConfig> requests, Optional<DatabaseConfig> ingest) {

  /** One login does it all. */
  public static final OtherLogins NONE = new OtherLogins(Optional.empty(), Optional.empty());

  /** One login for requests, another for the rest. */
  public static OtherLogins ofRequests(Optional<DatabaseConfig> requests) {
    return new OtherLogins(requests, Optional.empty());
  }

  /** One login for ingest, another for the rest. */
  public static OtherLogins ofIngest(Optional<DatabaseConfig> ingest) {
    return new OtherLogins(Optional.empty(), ingest);
  }
}
