package io.fallow.scheduler.audit;

import java.util.Optional;

/**
 * A chain that was walked.
 *
 * @param entries that were found behind its seals
 * @param end its last seal, as it stands there
 */
record ChainSummary(int organisationId, long entries, Optional<Seal> end) {}
