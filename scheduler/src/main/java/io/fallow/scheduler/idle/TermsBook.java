package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.PolicyBook;
import io.fallow.scheduler.sharing.VisibleAsset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** On what terms assets are offered to a viewer, as policies have it. Blocks. */
final class TermsBook {

  private final Policies policies;

  TermsBook(Policies policies) {
    this.policies = policies;
  }

  /**
   * The terms of each asset, by its id.
   *
   * @param viewer id of the organisation that would book, from its facility nearest to the asset
   */
  Map<Integer, IdleTerms> of(Collection<VisibleAsset> visible, int viewer) {
    return of(visible, viewer, policies.book());
  }

  /** The book as it is. */
  PolicyBook book() {
    return policies.book();
  }

  /** The same by another book than the one that counts. */
  static Map<Integer, IdleTerms> of(Collection<VisibleAsset> visible, int viewer, PolicyBook book) {
    Map<Integer, IdleTerms> terms = new HashMap<>();
    for (VisibleAsset one : visible) {
      terms.put(one.asset().id(), terms(one, book.of(one, viewer)));
    }
    return terms;
  }

  private static IdleTerms terms(VisibleAsset one, Policy policy) {
    return IdleTerms.of(policy, one.asset().facility().zone(), one.relation(), one.sharedUntil());
  }
}
