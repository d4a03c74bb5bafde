package io.fallow.scheduler.api.gateway;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.gateways.GatewayQueries;

/** Finds the gateway in the path, if it is one of the caller's own; another's is none. */
record OwnGateway(GatewayQueries gateways) {

  /** Its number in the database. */
  int id(Call call) {
    GatewayAddress address = address(call);
    return gateways.idOf(address).orElseThrow(() -> notFound(address.toString()));
  }

  /** Its address, whether there is such a gateway or not. */
  static GatewayAddress address(Call call) {
    String id = call.inputs().text("gateway").orElseThrow();
    GatewayAddress address = GatewayAddress.parse(id);
    if (!address.organisation().equals(call.viewer().organisation())) {
      throw notFound(id);
    }
    return address;
  }

  static ProblemException notFound(String id) {
    return new ProblemException(
        Problem.of(ProblemType.GATEWAY_NOT_FOUND, "Your organisation has no gateway " + id + "."));
  }
}
