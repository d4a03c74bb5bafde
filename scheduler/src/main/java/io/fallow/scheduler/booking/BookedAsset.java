package io.fallow.scheduler.booking;

import io.fallow.telemetry.registry.Asset;

/**
 * The asset of a reservation.
 *
 * @param publicId {@code organisation.asset}
 * @param owner code of the organisation that owns it
 */
public record BookedAsset(int id, String publicId, String name, int ownerId, String owner) {

  static BookedAsset of(Asset asset) {
    return new BookedAsset(
        asset.id(), asset.publicId(), asset.name(), asset.organisationId(), asset.organisation());
  }
}
