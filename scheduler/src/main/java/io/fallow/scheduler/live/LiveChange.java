package io.fallow.scheduler.live;

import io.fallow.telemetry.gateways.GatewayConnection;
import io.fallow.telemetry.usage.ActivityNow;
import java.util.function.Function;

/** That something is otherwise than it was. */
public sealed interface LiveChange {

  /** Whose it is, and for whom alone it is. */
  int organisationId();

  /** What it is about: {@code organisation.asset}, or {@code organisation.gateway}. */
  String id();

  /** An asset does something else, or has since another instant. */
  record OfAsset(int organisationId, String id, ActivityNow now) implements LiveChange {}

  /** A gateway came or went. */
  record OfGateway(GatewayConnection connection) implements LiveChange {

    @Override
    public int organisationId() {
      return connection.organisationId();
    }

    @Override
    public String id() {
      return connection.address().toString();
    }
  }

  /** One answer for each. */
  default <T> T fold(Function<OfAsset, T> asset, Function<OfGateway, T> gateway) {
    return this instanceof OfAsset one ? asset.apply(one) : gateway.apply((OfGateway) this);
  }
}
