package io.fallow.scheduler.agreement;

import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Terms.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one side offers or asks for.
 *
 * @param scope which of the owner's assets, also those registered later
 * @param from when sharing begins; if that isn't said or has passed, when it is accepted
 * @param until when it ends by itself
 * @param endNotice how long before its end either side gives notice
 * @param terms on which the assets may be booked; what they leave out is as the owner says for its
 *     assets and types
 */
public record Offer(
    Scope scope,
    Optional<Instant> from,
    Optional<Instant> until,
    Duration endNotice,
    Statement terms) {}
