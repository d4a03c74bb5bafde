package io.fallow.scheduler.api;

import io.fallow.gateway.wire.GatewayAddress;

/** Gateways that a test adds to its world. */
final class WorldGateways {

  private WorldGateways() {}

  /** Registers one, and answers with its id in the database. */
  static int register(ApiWorld world, String organisation, String code, String facility) {
    return world
        .services
        .registry()
        .registerGateway(new GatewayAddress(organisation, code), facility, "secret")
        .id();
  }
}
