package io.fallow.scheduler.agreement;

import io.fallow.scheduler.agreement.StepOutcome.NotFound;
import io.fallow.scheduler.agreement.StepOutcome.NotPossible;
import io.fallow.scheduler.agreement.StepOutcome.Stale;
import io.fallow.scheduler.agreement.StepOutcome.Taken;
import io.fallow.scheduler.sharing.Viewer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Leads agreements from one state to the next, in the caller's transaction. An agreement's row is
 * locked while a step is taken: of two at once the second finds what the first has made of it. What
 * comes to be shared, or ends, counts with the commit. Fails with a {@link
 * io.fallow.telemetry.store.StoreException.Conflict} where the owner shares the same with the same
 * others at the time already. For one thread.
 */
public final class AgreementSteps {

  /** The most proposals of one owner that wait for an answer. */
  public static final int MOST_WAITING = 100;

  private final Connection connection;
  private final Viewer viewer;
  private final Instant now;
  private final AgreementRows rows;
  private final AgreementWrites writes;
  private final VersionRows versions;

  /** Steps of the viewer's organisation. */
  public AgreementSteps(Connection connection, Viewer viewer, Instant now) {
    this.connection = connection;
    this.viewer = viewer;
    this.now = now;
    this.rows = new AgreementRows(connection);
    this.writes = new AgreementWrites(connection, now);
    this.versions = new VersionRows(connection);
  }

  /**
   * Proposes an agreement about the viewer's assets. With a circle or everybody it counts at once.
   *
   * @param addressee id of the organisation that has the partner's code, if there is one: where
   *     there is none, nobody will ever answer
   * @return the agreement; empty where too many wait for an answer
   */
  public Optional<Agreement> propose(Reach reach, OptionalInt addressee, Offer offer)
      throws SQLException {
    if (writes.waiting(viewer.organisationId()) >= MOST_WAITING) {
      return Optional.empty();
    }
    int id = writes.insert(viewer, reach, addressee, offer);
    if (reach.ownersAlone()) {
      accepted(id, "");
    }
    Agreement made = rows.find(viewer.organisationId(), id).orElseThrow();
    Step step = reach.ownersAlone() ? Step.ACCEPTED : Step.PROPOSED;
    AgreementEvents.tell(connection, made, step, viewer, "", now);
    return Optional.of(made);
  }

  /**
   * Proposes a change of what an agreement says, in the place of all of it. What was accepted
   * counts until the other side accepts the change.
   *
   * @param seen edition of the agreement that was seen
   */
  public StepOutcome change(int id, int seen, Offer offer) throws SQLException {
    return step(id, seen, (life, side) -> life.propose(side), "", Optional.of(offer));
  }

  /** Says yes to what the other side has proposed. */
  public StepOutcome accept(int id, int seen, String reason) throws SQLException {
    return step(id, seen, Life::accept, reason, Optional.empty());
  }

  /** Says no to it. */
  public StepOutcome decline(int id, int seen, String reason) throws SQLException {
    return step(id, seen, Life::decline, reason, Optional.empty());
  }

  /** Takes back what one's own side has proposed. */
  public StepOutcome withdraw(int id, int seen, String reason) throws SQLException {
    return step(id, seen, Life::withdraw, reason, Optional.empty());
  }

  /**
   * Gives notice: the agreement ends when the time is over that its terms say, or when it would
   * have anyway. What is booked stands; a change that waits is withdrawn.
   */
  public StepOutcome end(int id, int seen, String reason) throws SQLException {
    return step(id, seen, Life::end, reason, Optional.empty());
  }

  private interface Wish {
    Decision of(Life life, Side side);
  }

  private StepOutcome step(int id, int seen, Wish wish, String reason, Optional<Offer> offer)
      throws SQLException {
    Optional<Agreement> found = rows.lock(viewer.organisationId(), id);
    if (found.isEmpty()) {
      return new NotFound();
    }
    Agreement agreement = found.get();
    if (agreement.edition() != seen) {
      return new Stale(agreement);
    }
    Decision decision = wish.of(Life.of(agreement, now), agreement.side(viewer.organisationId()));
    if (decision.step().isEmpty()) {
      return new NotPossible(agreement, decision.code(), decision.message());
    }
    Step step = decision.step().get();
    take(agreement, step, reason, offer);
    writes.countStep(id);
    Agreement after = rows.find(viewer.organisationId(), id).orElseThrow();
    AgreementEvents.tell(connection, after, step, viewer, reason, now);
    return new Taken(after);
  }

  private void take(Agreement agreement, Step step, String reason, Optional<Offer> offer)
      throws SQLException {
    int id = agreement.id();
    if (offer.isPresent()) {
      versions.add(id, offer.get(), viewer, now);
    }
    switch (step) {
      case PROPOSED -> {}
      case ACCEPTED -> accepted(id, reason);
      case DECLINED -> notAccepted(id, Status.DECLINED, reason);
      case WITHDRAWN -> notAccepted(id, Status.WITHDRAWN, reason);
      case ENDING -> {
        versions.decide(id, Status.WITHDRAWN, viewer, reason, now);
        writes.giveNotice(id, viewer, reason);
      }
    }
  }

  private void accepted(int id, String reason) throws SQLException {
    versions.decide(id, Status.ACCEPTED, viewer, reason, now);
    writes.takeEffect(id);
  }

  private void notAccepted(int id, Status status, String reason) throws SQLException {
    versions.decide(id, status, viewer, reason, now);
    writes.end(id, status);
  }
}
