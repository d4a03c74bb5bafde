package io.fallow.scheduler.circle;

import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.registry.Organisation;
import java.util.List;
import java.util.Optional;

/**
 * A circle as it stands.
 *
 * @param admin the organisation that may remove members and close it: who founded it, or whom it
 *     was handed over to
 * @param code of its founder's choice
 * @param members at present, the first one first; none of one that is closed
 * @param motions all that were ever put to it, the oldest first
 */
public record Circle(
    int id,
    Organisation admin,
    String code,
    String name,
    List<Member> members,
    List<Motion> motions) {

  /** Takes copies. */
  public Circle {
    members = List.copyOf(members);
    motions = List.copyOf(motions);
  }

  /** Whether an organisation is a member. */
  public boolean has(int organisationId) {
    return members.stream().anyMatch(each -> each.organisation().id() == organisationId);
  }

  /** The member that has a code. */
  Optional<Member> member(String organisation) {
    return members.stream()
        .filter(each -> each.organisation().code().equals(organisation))
        .findFirst();
  }

  /** The common terms that count: those that were carried last. */
  public Statement terms() {
    return motions.stream()
        .filter(each -> each.state() == Motion.State.CARRIED)
        .flatMap(each -> each.subject().fold(Circle::none, Circle::of, Circle::none).stream())
        .reduce((earlier, later) -> later)
        .orElse(Statement.NOTHING);
  }

  private static Optional<Statement> none(Subject any) {
    return Optional.empty();
  }

  private static Optional<Statement> of(Subject.CommonTerms common) {
    return Optional.of(common.terms());
  }

  /** The members whose consent a motion lacks. */
  public List<Member> awaited(Motion motion) {
    return members.stream()
        .filter(member -> motion.asks(member.organisation().id()))
        .filter(member -> !motion.hasConsentOf(member.organisation().id()))
        .toList();
  }

  /**
   * The open invitation of an organisation that is no member. It learns of it, and of the circle,
   * once all members have consented.
   */
  public Optional<Motion> invitationOf(int organisationId) {
    return motions.stream()
        .filter(each -> each.isOpen() && each.invites(organisationId) && awaited(each).isEmpty())
        .findFirst();
  }

  /** What an organisation may know of it, if anything. */
  Optional<Circle> asSeenBy(int organisationId) {
    if (has(organisationId)) {
      return Optional.of(this);
    }
    return invitationOf(organisationId).map(this::asInvitedTo);
  }

  /**
   * Who is invited learns with whom it would share on what terms, and nothing of what was before.
   */
  private Circle asInvitedTo(Motion invitation) {
    List<Motion> counting =
        motions.stream().filter(each -> each.equals(invitation) || isCounting(each)).toList();
    return new Circle(id, admin, code, name, members, counting);
  }

  private boolean isCounting(Motion motion) {
    return motion.state() == Motion.State.CARRIED
        && motion
            .subject()
            .fold(no -> false, common -> common.terms().equals(terms()), no -> false);
  }
}
