package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Organisation;
import java.time.Instant;
import java.util.Optional;

/**
 * What an owner lets a partner book, and when.
 *
 * @param scope which of the owner's assets, also those registered later
 * @param from start of the agreement
 * @param until its end; empty for an agreement without one
 */
public record Terms(
    Organisation owner, Organisation partner, Scope scope, Instant from, Optional<Instant> until) {

  /** Checks that two organisations agree about some time and about the owner's things. */
  public Terms {
    if (owner.id() == partner.id()) {
      throw new IllegalArgumentException("an organisation needs no agreement with itself");
    }
    if (until.isPresent() && !from.isBefore(until.get())) {
      throw new IllegalArgumentException("an agreement starts before it ends");
    }
    if (scope.ownerId().isPresent() && scope.ownerId().get() != owner.id()) {
      throw new IllegalArgumentException("an owner shares only what is its own");
    }
  }

  /** Terms without an end. */
  public Terms(Organisation owner, Organisation partner, Scope scope, Instant from) {
    this(owner, partner, scope, from, Optional.empty());
  }

  /** Which assets; each part narrows it. */
  public record Scope(
      Optional<Facility> facility, Optional<String> assetType, Optional<Asset> asset) {

    /** All assets of the owner. */
    public static Scope everything() {
      return new Scope(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The assets of one facility. */
    public static Scope of(Facility facility) {
      return new Scope(Optional.of(facility), Optional.empty(), Optional.empty());
    }

    /** The assets of one type. */
    public static Scope ofType(String assetType) {
      return new Scope(Optional.empty(), Optional.of(assetType), Optional.empty());
    }

    /** One asset. */
    public static Scope of(Asset asset) {
      return new Scope(Optional.empty(), Optional.empty(), Optional.of(asset));
    }

    private Optional<Integer> ownerId() {
      return asset.map(Asset::organisationId).or(() -> facility.map(Facility::organisationId));
    }
  }
}
