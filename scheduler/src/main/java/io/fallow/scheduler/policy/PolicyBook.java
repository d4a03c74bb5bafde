package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Policy.Transport;
import io.fallow.scheduler.policy.Resolution.Said;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that owners have said about terms, at one moment, and where organisations are. Immutable; of
 * two books with the same edition one is as good as the other. Answers from memory, in a
 * microsecond.
 */
public final class PolicyBook {

  private final long edition;
  private final Map<Scope, Statement> statements;
  private final Map<Integer, List<Facility>> facilities;
  private final Map<List<Scope>, Policy> resolved = new ConcurrentHashMap<>();

  /**
   * @param facilities by the organisation's id
   */
  PolicyBook(
      long edition, Map<Scope, Statement> statements, Map<Integer, List<Facility>> facilities) {
    this.edition = edition;
    this.statements = Map.copyOf(statements);
    this.facilities = Map.copyOf(facilities);
  }

  /** The same as it would be if something else were said for a scope. */
  public PolicyBook supposing(Scope scope, Statement statement) {
    Map<Scope, Statement> supposed = new HashMap<>(statements);
    supposed.put(scope, statement);
    return new PolicyBook(edition, supposed, facilities);
  }

  /** Another for each book in which something else is said. */
  public long edition() {
    return edition;
  }

  /**
   * The terms for whoever sees an asset.
   *
   * @param from where the booker comes from; if that isn't known, it counts as the farthest place
   */
  public Policy of(VisibleAsset visible, Optional<Facility> from) {
    Policy policy = resolved.computeIfAbsent(scopes(visible), this::resolve);
    return policy.transport().isEmpty()
        ? policy
        : policy.withTurnaround(
            plus(policy.turnaround(), transport(policy, visible.asset(), from)));
  }

  /** The terms for an organisation that comes from its facility nearest to the asset. */
  public Policy of(VisibleAsset visible, int bookerId) {
    return of(visible, bookerId, Optional.empty());
  }

  /** The terms for an organisation that comes from where it says, else as above. */
  public Policy of(VisibleAsset visible, int bookerId, Optional<Facility> from) {
    return of(visible, from.or(() -> nearest(bookerId, visible.asset())));
  }

  private Policy resolve(List<Scope> scopes) {
    return new Resolution(
            scopes.stream().map(scope -> new Said(scope, statements.get(scope))).toList())
        .policy();
  }

  /** Those for which something was said that concerns an asset, the most specific first. */
  private List<Scope> scopes(VisibleAsset visible) {
    Asset asset = visible.asset();
    List<Scope> scopes = new ArrayList<>(3);
    if (visible.agreementId().isPresent()) {
      add(scopes, new Scope.OfAgreement(visible.agreementId().getAsInt()));
    }
    add(scopes, new Scope.OfAsset(asset.id()));
    add(scopes, new Scope.OfType(asset.organisationId(), asset.type()));
    return scopes;
  }

  private void add(List<Scope> scopes, Scope scope) {
    if (statements.containsKey(scope)) {
      scopes.add(scope);
    }
  }

  /** The organisation's facility that is nearest to an asset; empty for one without any. */
  public Optional<Facility> nearest(int organisationId, Asset asset) {
    return facilities.getOrDefault(organisationId, List.of()).stream()
        .min(
            Comparator.comparingDouble((Facility each) -> GreatCircle.km(each, asset.facility()))
                .thenComparing(Facility::code));
  }

  /** An organisation's facility by its code. */
  public Optional<Facility> facility(int organisationId, String code) {
    return facilities.getOrDefault(organisationId, List.of()).stream()
        .filter(each -> each.code().equals(code))
        .findFirst();
  }

  /** The farthest band that begins before the booker's place; a place nobody knows is farther. */
  private static Turnaround transport(Policy policy, Asset asset, Optional<Facility> from) {
    double km = from.map(place -> GreatCircle.km(place, asset.facility())).orElse(Double.MAX_VALUE);
    return policy.transport().stream()
        .filter(band -> km > band.beyondKm())
        .max(Comparator.comparingDouble(Transport::beyondKm))
        .map(Transport::added)
        .orElse(Turnaround.NONE);
  }

  private static Turnaround plus(Turnaround one, Turnaround other) {
    return new Turnaround(one.before().plus(other.before()), one.after().plus(other.after()));
  }
}
