package io.fallow.scheduler.booking;

import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.PolicyBook;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The terms on which somebody may have an asset, and how they are found in a later book.
 *
 * @param edition of the book in which they were found
 */
record Conditions(long edition, Policy policy, Function<PolicyBook, Policy> search) {

  static Conditions in(PolicyBook book, Function<PolicyBook, Policy> search) {
    return new Conditions(book.edition(), search.apply(book), search);
  }

  /** The same as a book has them now. */
  Conditions asOf(PolicyBook book) {
    return book.edition() == edition ? this : in(book, search);
  }

  /** The same with something else in the place of what the owner said. */
  Conditions with(UnaryOperator<Policy> change) {
    return new Conditions(edition, change.apply(policy), search.andThen(change));
  }
}
