package io.fallow.scheduler.api.gateway;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.SecretEndpoint;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.enrolment.Issued;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a gateway's program comes by its credentials: for a one-time token, or for the credential
 * that it has.
 */
public final class EnrolmentEndpoints {

  static final String PATH = "/api/v1/enrolments";
  static final String ROTATION = PATH + "/rotation";

  private final GatewayAccess access;

  /** Over what gateways come in by. */
  public EnrolmentEndpoints(GatewayAccess access) {
    this.access = access;
  }

  /** What answers each of the operations, by its {@code operationId}. */
  public Map<String, SecretEndpoint> operations() {
    return Map.of("enrol", this::enrol, "rotateOwnCredential", this::rotate);
  }

  private Optional<Answer> enrol(Inputs inputs, Instant now) {
    inputs.orThrow();
    String token = inputs.text("token").orElseThrow();
    return AccessJson.told(() -> access.enrol(token, now)).map(this::issued);
  }

  private Optional<Answer> rotate(Inputs inputs, Instant now) {
    inputs.orThrow();
    String user = inputs.text("user").orElseThrow();
    String password = inputs.text("password").orElseThrow();
    return AccessJson.told(() -> access.rotateOwn(user, password, now)).map(this::issued);
  }

  private Answer issued(Issued issued) {
    String gateway = issued.credential().login().gateway().toString();
    return Answer.created(
        "/api/v1/gateways/" + gateway + "/access", AccessJson.of(issued, access.brokers()));
  }
}
