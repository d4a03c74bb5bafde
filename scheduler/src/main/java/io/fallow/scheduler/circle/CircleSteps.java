package io.fallow.scheduler.circle;

import io.fallow.scheduler.circle.CircleOutcome.Done;
import io.fallow.scheduler.circle.CircleOutcome.NotFound;
import io.fallow.scheduler.circle.CircleOutcome.NotPossible;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Viewer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Founds circles, and changes them by their members' consent, in the caller's transaction. A
 * circle's row is locked while a step is taken, so that two words said at once count one after the
 * other. Who comes or goes sees, and is seen, from the commit on. For one thread.
 */
public final class CircleSteps {

  /** The most members of a circle. */
  public static final int MOST_MEMBERS = 200;

  private static final int MOST_OPEN = 20;

  private static final NotPossible ADMIN_STAYS =
      new NotPossible("admin", "its admin can't leave it: hand it over first, or close it");

  private final Viewer viewer;
  private final CircleRows rows;
  private final CircleWrites writes;
  private final CircleEvents events;

  /** Steps of the viewer's organisation. */
  public CircleSteps(Connection connection, Viewer viewer, Instant now) {
    this.viewer = viewer;
    this.rows = new CircleRows(connection);
    this.writes = new CircleWrites(connection, viewer, now);
    this.events = new CircleEvents(connection, viewer, now);
  }

  /**
   * Founds a circle with the viewer's organisation as its admin and its only member.
   *
   * @return empty if the organisation has one of that code, or had
   */
  public Optional<Circle> found(String code, String name, Statement terms) throws SQLException {
    OptionalInt id = writes.found(code, name);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    writes.settle(id.getAsInt());
    writes.say(writes.put(id.getAsInt(), new Subject.CommonTerms(terms)).getAsInt(), true);
    writes.settle(id.getAsInt());
    return rows.find(id.getAsInt(), viewer.organisationId());
  }

  /** A step of a member. */
  private Optional<Circle> asMember(int id) throws SQLException {
    return rows.lock(id, viewer.organisationId())
        .filter(found -> found.has(viewer.organisationId()));
  }

  /** Puts to all members that another be taken in. */
  public CircleOutcome invite(int id, String code, OptionalInt invitedId) throws SQLException {
    return put(id, circle -> new Subject.Invitation(code, invitedId));
  }

  /** Puts other common terms to all members. */
  public CircleOutcome propose(int id, Statement terms) throws SQLException {
    return put(id, circle -> new Subject.CommonTerms(terms));
  }

  /** Its admin asks another member to be its admin. It stays a member itself. */
  public CircleOutcome handOver(int id, String code) throws SQLException {
    return put(
        id,
        circle ->
            new Subject.Handover(
                code, circle.member(code).map(each -> each.organisation().id()).orElse(0)));
  }

  /** Puts something to whom it concerns; who puts it consents. */
  private CircleOutcome put(int id, Function<Circle, Subject> toBePut) throws SQLException {
    Optional<Circle> found = asMember(id);
    if (found.isEmpty()) {
      return new NotFound();
    }
    Subject subject = toBePut.apply(found.get());
    Optional<NotPossible> refusal =
        subject.fold(
            to -> refusal(found.get(), to),
            terms -> Optional.empty(),
            to -> refusal(found.get(), to));
    long open = found.get().motions().stream().filter(Motion::isOpen).count();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (open >= MOST_OPEN) {
      return new NotPossible("too-many", "at most " + MOST_OPEN + " things are put to it at once");
    }
    OptionalInt motion = writes.put(id, subject);
    if (motion.isEmpty()) {
      return new NotPossible("put-already", "the same is put to the circle already");
    }
    writes.say(motion.getAsInt(), true);
    Circle after = circle(id);
    events.proposed(after, motion(after, motion.getAsInt()).orElseThrow());
    return settled(id, motion.getAsInt());
  }

  private static Optional<NotPossible> refusal(Circle circle, Subject.Invitation to) {
    if (circle.member(to.code()).isPresent()) {
      return Optional.of(new NotPossible("member-already", to.code() + " is a member"));
    }
    return circle.members().size() >= MOST_MEMBERS
        ? Optional.of(new NotPossible("full", "it has " + MOST_MEMBERS + " members"))
        : Optional.empty();
  }

  private Optional<NotPossible> refusal(Circle circle, Subject.Handover to) {
    if (circle.admin().id() != viewer.organisationId()) {
      return Optional.of(new NotPossible("not-admin", "its admin hands it over"));
    }
    if (circle.member(to.code()).isEmpty()) {
      return Optional.of(new NotPossible("not-a-member", to.code() + " is no member"));
    }
    return to.memberId() == viewer.organisationId()
        ? Optional.of(new NotPossible("admin-already", to.code() + " is its admin"))
        : Optional.empty();
  }

  /** Says yes to a motion: for a member, or for whoever it invites. */
  public CircleOutcome consent(int id, int motionId) throws SQLException {
    return answer(id, motionId, true);
  }

  /** Says no to it, which ends it. */
  public CircleOutcome refuse(int id, int motionId) throws SQLException {
    return answer(id, motionId, false);
  }

  private CircleOutcome answer(int id, int motionId, boolean yes) throws SQLException {
    Optional<Circle> found = rows.lock(id, viewer.organisationId());
    Optional<Motion> motion = found.flatMap(circle -> motion(circle, motionId));
    if (motion.isEmpty()) {
      return new NotFound();
    }
    if (!motion.get().isOpen()) {
      return new NotPossible("decided", "it is " + motion.get().state() + " already");
    }
    Optional<NotPossible> refusal = answerRefusal(id, motion.get(), yes);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    writes.say(motionId, yes);
    if (yes) {
      return settled(id, motionId);
    }
    events.ended(found.get(), motion.get());
    writes.end(motionId, Motion.State.REFUSED);
    return new Done(rows.find(id, viewer.organisationId()));
  }

  private Optional<NotPossible> answerRefusal(int id, Motion motion, boolean yes)
      throws SQLException {
    boolean handsOver = motion.subject().fold(to -> false, terms -> false, to -> true);
    if (handsOver && !motion.asks(viewer.organisationId())) {
      return Optional.of(new NotPossible("not-asked", "whom it is handed over to answers that"));
    }
    return handsOver && yes && writes.hasOneOfTheCodeOf(id)
        ? Optional.of(new NotPossible("code-taken", "you have another circle of its code"))
        : Optional.empty();
  }

  /** Takes back what one's own organisation has put to a circle. */
  public CircleOutcome withdraw(int id, int motionId) throws SQLException {
    Optional<Circle> found = asMember(id);
    Optional<Motion> motion = found.flatMap(circle -> motion(circle, motionId));
    if (motion.isEmpty()) {
      return new NotFound();
    }
    if (motion.get().put().organisationId() != viewer.organisationId()) {
      return new NotPossible("others-motion", "who put it withdraws it: refuse it instead");
    }
    if (!motion.get().isOpen()) {
      return new NotPossible("decided", "it is " + motion.get().state() + " already");
    }
    writes.end(motionId, Motion.State.WITHDRAWN);
    events.ended(found.get(), motion.get());
    return new Done(rows.find(id, viewer.organisationId()));
  }

  /** Leaves a circle. What is booked stands. Its admin hands it over before, or closes it. */
  public CircleOutcome leave(int id) throws SQLException {
    Optional<Circle> found = asMember(id);
    if (found.isEmpty()) {
      return new NotFound();
    }
    return found.get().admin().id() == viewer.organisationId()
        ? ADMIN_STAYS
        : departed(found.get(), viewer.organisationId(), viewer.organisation());
  }

  /** Its admin removes a member. What is booked stands. */
  public CircleOutcome remove(int id, String organisation) throws SQLException {
    Optional<Circle> found = asMember(id);
    Optional<Member> member = found.flatMap(circle -> circle.member(organisation));
    if (member.isEmpty()) {
      return new NotFound();
    }
    if (found.get().admin().id() != viewer.organisationId()) {
      return new NotPossible("not-admin", "its admin removes members");
    }
    return member.get().organisation().id() == viewer.organisationId()
        ? ADMIN_STAYS
        : departed(found.get(), member.get().organisation().id(), organisation);
  }

  private CircleOutcome departed(Circle before, int organisationId, String code)
      throws SQLException {
    events.left(before, code);
    writes.depart(before.id(), OptionalInt.of(organisationId));
    for (int carried : writes.settle(before.id())) {
      tellCarried(before.id(), carried);
    }
    return new Done(rows.find(before.id(), viewer.organisationId()));
  }

  /** Its admin ends a circle for all members. What is booked stands. */
  public CircleOutcome close(int id) throws SQLException {
    Optional<Circle> found = asMember(id);
    if (found.isEmpty()) {
      return new NotFound();
    }
    if (found.get().admin().id() != viewer.organisationId()) {
      return new NotPossible("not-admin", "its admin closes it");
    }
    events.closed(found.get());
    writes.depart(id, OptionalInt.empty());
    return new Done(Optional.empty());
  }

  /**
   * Carries what can be; of an invitation that lacks its addressee's consent alone, asks for it.
   */
  private CircleOutcome settled(int id, int motionId) throws SQLException {
    for (int carried : writes.settle(id)) {
      tellCarried(id, carried);
    }
    Optional<Circle> after = rows.find(id, viewer.organisationId());
    Optional<Motion> motion = after.flatMap(circle -> motion(circle, motionId));
    if (motion.isPresent() && isToBeAsked(after.get(), motion.get())) {
      events.asked(after.get(), motion.get());
    }
    return new Done(after);
  }

  private static boolean isToBeAsked(Circle circle, Motion motion) {
    boolean known =
        motion.subject().fold(to -> to.invitedId().isPresent(), terms -> false, to -> false);
    return known && motion.isOpen() && circle.awaited(motion).isEmpty();
  }

  private void tellCarried(int id, int motionId) throws SQLException {
    Optional<Circle> after = rows.find(id, viewer.organisationId());
    Optional<Motion> motion = after.flatMap(circle -> motion(circle, motionId));
    if (motion.isPresent()) {
      events.carried(after.get(), motion.get());
    }
  }

  private Circle circle(int id) throws SQLException {
    return rows.find(id, viewer.organisationId()).orElseThrow();
  }

  private static Optional<Motion> motion(Circle circle, int id) {
    return circle.motions().stream().filter(each -> each.id() == id).findFirst();
  }
}
