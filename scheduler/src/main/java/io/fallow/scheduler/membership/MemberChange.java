package io.fallow.scheduler.membership;

import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a change of a member. */
public sealed interface MemberChange {

  /**
   * It is done.
   *
   * @param member as they are now, or were
   * @param isNew whether they were no member before
   */
  record Done(Member member, boolean isNew) implements MemberChange {}

  /** Nothing was changed: without this member the organisation would have no admin. */
  record LastAdmin() implements MemberChange {}

  /** The organisation has no such member. */
  record Unknown() implements MemberChange {}

  /** One answer for each. */
  default <T> T fold(Function<Done, T> done, Supplier<T> lastAdmin, Supplier<T> unknown) {
    if (this instanceof Done changed) {
      return done.apply(changed);
    }
    return this instanceof LastAdmin ? lastAdmin.get() : unknown.get();
  }
}
