package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A claim on an asset, as it stands in one version. What may become of it says {@link Life}.
 *
 * @param agreementId on whose terms; empty for an owner's own
 * @param groupId the series or bundle that it came with
 * @param version 1 at first, one more at each change
 */
public record Reservation(
    UUID id,
    BookedAsset item,
    Booker booker,
    Claim claim,
    String purpose,
    OptionalInt agreementId,
    Optional<UUID> groupId,
    Instant createdAt,
    Instant changedAt,
    int version) {

  /** Public id of the asset. */
  public String asset() {
    return item.publicId();
  }

  public String assetName() {
    return item.name();
  }

  /** Code of the organisation that booked. */
  public String organisation() {
    return booker.organisation();
  }

  /** The person who booked. */
  public String bookedBy() {
    return booker.person();
  }

  public TimeRange during() {
    return claim.during();
  }

  /** The time booked, with the asset's turnaround. */
  public TimeRange blocked() {
    return claim.blocked();
  }

  public Status status() {
    return claim.status();
  }

  public Instant start() {
    return claim.during().start();
  }

  public Instant end() {
    return claim.during().end();
  }

  /** When a hold or a request ends by itself. */
  public Optional<Instant> expiresAt() {
    return claim.expiresAt();
  }

  /** Its state, with what may happen to it. */
  public Life life() {
    return Life.of(claim);
  }

  /** Whether an organisation is its booker's. */
  public boolean isOf(int organisationId) {
    return booker.organisationId() == organisationId;
  }

  /** Whether an organisation owns its asset. */
  public boolean isOnAssetOf(int organisationId) {
    return item.ownerId() == organisationId;
  }

  private boolean isPending() {
    return status() == Status.HELD || status() == Status.REQUESTED;
  }

  /** Whether its hold or request has run out, though nobody may have marked it so. */
  boolean isDue(Instant now) {
    return isPending() && expiresAt().map(at -> !at.isAfter(now)).orElse(false);
  }

  /** The same as it reads once its time has run out. */
  Reservation asOf(Instant now) {
    return isDue(now) ? with(claim.in(Status.EXPIRED)) : this;
  }

  private Reservation with(Claim other) {
    return new Reservation(
        id, item, booker, other, purpose, agreementId, groupId, createdAt, changedAt, version);
  }

  Reservation next(Claim after, Instant now) {
    return new Reservation(
        id, item, booker, after, purpose, agreementId, groupId, createdAt, now, version + 1);
  }
}
