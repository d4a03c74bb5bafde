package io.fallow.scheduler.circle;

import io.fallow.scheduler.policy.Statement;
import java.util.OptionalInt;
import java.util.function.Function;

/** What members of a circle are asked to consent to. */
public sealed interface Subject {

  /** Handles every case. */
  <T> T fold(
      Function<Invitation, T> invitation,
      Function<CommonTerms, T> terms,
      Function<Handover, T> handover);

  /** In a word. */
  default String word() {
    return fold(invitation -> "invitation", terms -> "terms", handover -> "admin");
  }

  /**
   * To take another organisation in, which has to consent as well.
   *
   * @param code as it was written: that it is an organisation's says only its answer
   * @param invitedId of the organisation that has the code, if there is one; for nobody to know
   */
  record Invitation(String code, OptionalInt invitedId) implements Subject {
    @Override
    public <T> T fold(
        Function<Invitation, T> invitation,
        Function<CommonTerms, T> terms,
        Function<Handover, T> handover) {
      return invitation.apply(this);
    }

    boolean isTo(int organisationId) {
      return invitedId.isPresent() && invitedId.getAsInt() == organisationId;
    }
  }

  /** Common terms, in the place of all that were before. They go before its members' own. */
  record CommonTerms(Statement terms) implements Subject {
    @Override
    public <T> T fold(
        Function<Invitation, T> invitation,
        Function<CommonTerms, T> common,
        Function<Handover, T> handover) {
      return common.apply(this);
    }
  }

  /**
   * To have another member as its admin, who alone is asked.
   *
   * @param code of the member
   */
  record Handover(String code, int memberId) implements Subject {
    @Override
    public <T> T fold(
        Function<Invitation, T> invitation,
        Function<CommonTerms, T> common,
        Function<Handover, T> handover) {
      return handover.apply(this);
    }
  }
}
