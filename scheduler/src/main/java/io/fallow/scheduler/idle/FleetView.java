package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Relation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which assets of a fleet an organisation sees, and on what terms. Immutable once built. */
final class FleetView {

  private static final short HIDDEN = -1;

  private final Fleet fleet;
  private final short[] termsOf;
  private final boolean[] own;
  private final IdleTerms[] terms;

  private FleetView(Fleet fleet, short[] termsOf, boolean[] own, IdleTerms[] terms) {
    this.fleet = fleet;
    this.termsOf = termsOf;
    this.own = own;
    this.terms = terms;
  }

  /** The view of assets, those that the fleet doesn't know yet left out. */
  static FleetView of(Fleet fleet, List<Seen> seen) {
    short[] termsOf = new short[fleet.size()];
    boolean[] own = new boolean[fleet.size()];
    Arrays.fill(termsOf, HIDDEN);
    Map<IdleTerms, Short> numbers = new HashMap<>();
    for (Seen one : seen) {
      int slot = fleet.slotOfId(one.assetId());
      if (slot >= 0) {
        termsOf[slot] = numbers.computeIfAbsent(one.terms(), any -> (short) numbers.size());
        own[slot] = one.relation() == Relation.OWN;
      }
    }
    IdleTerms[] terms = new IdleTerms[numbers.size()];
    numbers.forEach((each, number) -> terms[number] = each);
    return new FleetView(fleet, termsOf, own, terms);
  }

  /** An asset that is seen. */
  record Seen(int assetId, Relation relation, IdleTerms terms) {}

  Fleet fleet() {
    return fleet;
  }

  /** The terms of an asset that is visible. */
  IdleTerms terms(int slot) {
    return terms[termsOf[slot]];
  }

  /** The number of an asset's terms; negative for an asset that isn't visible. */
  int termsNumber(int slot) {
    return termsOf[slot];
  }

  IdleTerms termsOfNumber(int number) {
    return terms[number];
  }

  /** How many terms there are. */
  int countTerms() {
    return terms.length;
  }

  Relation relation(int slot) {
    return own[slot] ? Relation.OWN : Relation.SHARED;
  }

  /** What this takes, near enough. */
  int bytes() {
    return 3 * termsOf.length + 100 * terms.length;
  }
}
