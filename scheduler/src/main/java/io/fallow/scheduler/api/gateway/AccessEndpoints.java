package io.fallow.scheduler.api.gateway;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.enrolment.EnrolmentToken;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.enrolment.Issued;
import io.fallow.telemetry.enrolment.Standing;
import io.fallow.telemetry.registry.Registry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Creates one's gateways, lets them in and shuts them out. */
public final class AccessEndpoints implements Operations {

  private final Registry registry;
  private final GatewayAccess access;

  /** Operations over these services. */
  public AccessEndpoints(SchedulerServices services) {
    this.registry = services.registry();
    this.access = services.gatewayAccess();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "createGateway", this::create,
        "removeGateway", this::remove,
        "gatewayAccess", this::standing,
        "renewEnrolment", this::renew,
        "withdrawEnrolment", this::withdraw,
        "rotateCredential", this::rotate,
        "revokeCredentials", this::revokeAll,
        "revokeCredential", this::revoke);
  }

  Answer create(Call call) {
    Inputs inputs = call.inputs();
    inputs.orThrow();
    GatewayAddress address =
        new GatewayAddress(call.viewer().organisation(), inputs.text("code").orElseThrow());
    String facility = ownFacility(call, inputs.text("facility").orElseThrow());
    EnrolmentToken token =
        access
            .create(address, facility, by(call), call.now())
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.GATEWAY_EXISTS)));
    return Answer.created("/api/v1/gateways/" + address, AccessJson.of(address, token));
  }

  private String ownFacility(Call call, String id) {
    return registry
        .facility(id)
        .filter(found -> found.organisationId() == call.viewer().organisationId())
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.FACILITY_NOT_FOUND,
                        "There is no facility " + id + ", as far as you may see.")))
        .code();
  }

  Answer remove(Call call) {
    call.inputs().orThrow();
    GatewayAddress address = OwnGateway.address(call);
    if (!access.remove(address, call.now())) {
      throw OwnGateway.notFound(address.toString());
    }
    return Answer.noContent();
  }

  Answer standing(Call call) {
    call.inputs().orThrow();
    return standing(call, OwnGateway.address(call));
  }

  private Answer standing(Call call, GatewayAddress address) {
    Standing standing =
        access
            .standing(address, call.now())
            .orElseThrow(() -> OwnGateway.notFound(address.toString()));
    return Answer.ok(AccessJson.of(address, standing, call.now()));
  }

  Answer renew(Call call) {
    call.inputs().orThrow();
    GatewayAddress address = OwnGateway.address(call);
    EnrolmentToken token =
        access
            .renewToken(address, by(call), call.now())
            .orElseThrow(() -> OwnGateway.notFound(address.toString()));
    return Answer.created("/api/v1/gateways/" + address + "/access", AccessJson.of(address, token));
  }

  Answer withdraw(Call call) {
    call.inputs().orThrow();
    GatewayAddress address = OwnGateway.address(call);
    if (!access.withdrawToken(address)) {
      standing(call, address); // 404 where there is no such gateway
    }
    return Answer.noContent();
  }

  Answer rotate(Call call) {
    Inputs inputs = call.inputs();
    Duration overlap = inputs.duration("overlap").orElse(GatewayAccess.USUAL_OVERLAP);
    if (overlap.compareTo(GatewayAccess.LONGEST_OVERLAP) > 0) {
      inputs.fault("body", "overlap", "range", "must be at most 30 days");
    }
    inputs.orThrow();
    GatewayAddress address = OwnGateway.address(call);
    Kind kind = Kind.valueOf(inputs.text("kind").orElse("password").toUpperCase(Locale.ROOT));
    Issued issued =
        AccessJson.told(() -> access.rotate(address, kind, overlap, by(call), call.now()))
            .orElseThrow(() -> OwnGateway.notFound(address.toString()));
    return Answer.created(
        "/api/v1/gateways/" + address + "/access", AccessJson.of(issued, access.brokers()));
  }

  Answer revokeAll(Call call) {
    call.inputs().orThrow();
    GatewayAddress address = OwnGateway.address(call);
    if (!access.revokeAll(address, call.now())) {
      throw OwnGateway.notFound(address.toString());
    }
    return standing(call, address);
  }

  Answer revoke(Call call) {
    UUID credential = call.inputs().uuid("credential").orElse(null);
    call.inputs().orThrow();
    GatewayAddress address = OwnGateway.address(call);
    if (!access.revoke(address, credential, call.now())) {
      standing(call, address); // 404 where there is no such gateway
      throw new ProblemException(Problem.of(ProblemType.CREDENTIAL_NOT_FOUND));
    }
    return Answer.noContent();
  }

  private static String by(Call call) {
    return call.viewer().person() + "@" + call.viewer().organisation();
  }
}
