package io.fallow.scheduler.circle;

import io.fallow.scheduler.agreement.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was put to a circle, and what became of it. It is carried once everybody has consented who
 * is asked: every member and whoever it invites, or the next admin alone. One refusal ends it.
 *
 * @param put by whom, and when
 * @param said consents and refusals, in their order
 * @param decidedAt empty while it is open
 */
public record Motion(
    int id, Subject subject, State state, Word put, List<Said> said, Optional<Instant> decidedAt) {

  /** Takes a copy. */
  public Motion {
    said = List.copyOf(said);
  }

  /** What became of it. */
  public enum State {
    OPEN,
    CARRIED,
    REFUSED,
    WITHDRAWN
  }

  /** A word of one of those who were asked. */
  public record Said(boolean consents, Word word) {}

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether it invites this organisation. */
  public boolean invites(int organisationId) {
    return subject.fold(
        invitation -> invitation.isTo(organisationId), terms -> false, handover -> false);
  }

  /**
   * Whether a member is asked for its consent: each, or whom the circle is handed over to alone.
   */
  public boolean asks(int memberId) {
    return subject.fold(
        invitation -> true, terms -> true, handover -> handover.memberId() == memberId);
  }

  /** Whether an organisation has consented. */
  public boolean hasConsentOf(int organisationId) {
    return said.stream()
        .anyMatch(each -> each.consents() && each.word().organisationId() == organisationId);
  }
}
