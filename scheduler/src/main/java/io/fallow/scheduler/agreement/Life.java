package io.fallow.scheduler.agreement;

import java.time.Instant;
import java.util.Locale;

/**
 * Where an agreement stands in its life, and which steps it allows whom:
 *
 * <pre>
 * Offered ──► InForce ◄──► Changing         (a change waits; what was accepted counts meanwhile)
 *    │           └────┬──────┘
 *    ▼                ▼
 *   Over ◄───────── Ending                  (notice was given)
 * </pre>
 *
 * <p>What one side proposes the other accepts or declines, and the first withdraws. With a circle
 * or everybody the owner decides alone: what it proposes counts at once. Pure.
 */
sealed interface Life {

  /** Where an agreement stands. */
  static Life of(Agreement agreement, Instant now) {
    if (agreement.status() == Status.PROPOSED) {
      return new Offered(waiting(agreement.versions().get(0), agreement, now));
    }
    if (agreement.status() != Status.ACCEPTED) {
      return new Over(agreement.status().name().toLowerCase(Locale.ROOT));
    }
    if (agreement.until().filter(until -> !now.isBefore(until)).isPresent()) {
      return new Over("ended");
    }
    if (agreement.notice().isPresent()) {
      return agreement.until().isPresent() ? new Ending() : new Over("ended"); // before it began
    }
    boolean alone = agreement.reach().ownersAlone();
    return agreement
        .open()
        .<Life>map(open -> new Changing(waiting(open, agreement, now)))
        .orElseGet(() -> new InForce(alone));
  }

  private static Waiting waiting(Version version, Agreement agreement, Instant now) {
    boolean lapsed = version.until().filter(until -> !now.isBefore(until)).isPresent();
    return new Waiting(agreement.side(version.proposed().organisationId()), lapsed);
  }

  /** In a word, for people and programs. */
  String word();

  default Decision accept(Side by) {
    return nothingWaits();
  }

  default Decision decline(Side by) {
    return nothingWaits();
  }

  default Decision withdraw(Side by) {
    return nothingWaits();
  }

  Decision propose(Side by);

  Decision end(Side by);

  private static Decision nothingWaits() {
    return Decision.not("nothing-waits", "nothing is proposed that waits for an answer");
  }

  private static Decision may(boolean party, Step step) {
    return party ? Decision.may(step) : noSay();
  }

  private static Decision noSay() {
    return Decision.not("no-say", "this is for its owner to decide");
  }

  /**
   * A version that waits for the other side's word.
   *
   * @param lapsed whether the time is over for which it was meant
   */
  record Waiting(Side proposer, boolean lapsed) {

    Decision accept(Side by) {
      return lapsed
          ? Decision.not("lapsed", "the time for which it was proposed is over")
          : others(by, Step.ACCEPTED);
    }

    Decision decline(Side by) {
      return others(by, Step.DECLINED);
    }

    private Decision others(Side by, Step step) {
      return by == proposer
          ? Decision.not("own-proposal", "the other side answers what yours has proposed")
          : may(by != Side.MEMBER, step);
    }

    Decision withdraw(Side by) {
      return by == proposer
          ? Decision.may(Step.WITHDRAWN)
          : Decision.not("others-proposal", "who proposed it withdraws it: decline it instead");
    }

    static Decision another() {
      return Decision.not("one-waits", "a proposal waits already: withdraw or answer that first");
    }
  }

  /** Something waits for the other side's word. */
  sealed interface Open extends Life {

    Waiting waiting();

    @Override
    default Decision accept(Side by) {
      return waiting().accept(by);
    }

    @Override
    default Decision decline(Side by) {
      return waiting().decline(by);
    }

    @Override
    default Decision withdraw(Side by) {
      return waiting().withdraw(by);
    }

    @Override
    default Decision propose(Side by) {
      return Waiting.another();
    }
  }

  /** The first version waits: nothing is shared as yet. */
  record Offered(Waiting waiting) implements Open {
    @Override
    public String word() {
      return "proposed";
    }

    @Override
    public Decision end(Side by) {
      return Decision.not("not-accepted", "it has not been accepted: withdraw or decline it");
    }
  }

  /** Shares. */
  record InForce(boolean ownersAlone) implements Life {
    @Override
    public String word() {
      return "in-force";
    }

    @Override
    public Decision propose(Side by) {
      return ownersAlone
          ? may(by == Side.OWNER, Step.ACCEPTED)
          : may(by != Side.MEMBER, Step.PROPOSED);
    }

    @Override
    public Decision end(Side by) {
      return may(by == Side.OWNER || by == Side.PARTNER, Step.ENDING);
    }
  }

  /** Shares as before, while a change waits. */
  record Changing(Waiting waiting) implements Open {
    @Override
    public String word() {
      return "in-force";
    }

    @Override
    public Decision end(Side by) {
      return may(by != Side.MEMBER, Step.ENDING);
    }
  }

  /** Shares until it ends. */
  record Ending() implements Life {
    @Override
    public String word() {
      return "ending";
    }

    private static final Decision NOTICE_GIVEN =
        Decision.not("notice-given", "notice was given, and it ends: make another agreement");

    @Override
    public Decision propose(Side by) {
      return NOTICE_GIVEN;
    }

    @Override
    public Decision end(Side by) {
      return NOTICE_GIVEN;
    }
  }

  /** Shares nothing any more, or never did. */
  record Over(String word) implements Life {

    private Decision over() {
      return Decision.not("over", "it is " + word + " already");
    }

    @Override
    public Decision accept(Side by) {
      return over();
    }

    @Override
    public Decision decline(Side by) {
      return over();
    }

    @Override
    public Decision withdraw(Side by) {
      return over();
    }

    @Override
    public Decision propose(Side by) {
      return over();
    }

    @Override
    public Decision end(Side by) {
      return over();
    }
  }
}
