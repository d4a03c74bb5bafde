package io.fallow.telemetry.registry;

import io.fallow.gateway.wire.GatewayAddress;

/** A device gateway; it may report the assets of its own facility and no others. */
public record Gateway(int id, int organisationId, int facilityId, GatewayAddress address) {

  /** Whether this gateway stands where the asset stands. */
  public boolean mayReport(Asset asset) {
    return asset.facility().id() == facilityId;
  }
}
