package io.fallow.scheduler.api.gateway;

import io.fallow.gateway.wire.RejectReason;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.booking.Actor;
import io.fallow.telemetry.gateways.GatewayQueries;
import io.fallow.telemetry.rejects.GatewayReject;
import io.fallow.telemetry.rejects.GatewayRejects;
import io.fallow.telemetry.rejects.ReasonText;
import io.fallow.telemetry.rejects.ReplayRequest;
import io.fallow.telemetry.rejects.ReplayRequests;
import io.fallow.telemetry.rejects.ReplayRequests.Asking;
import java.util.Map;

/** Has rejects of one's gateways sent through ingest again: telemetry does it, and soon. */
public final class ReplayEndpoints implements Operations {

  private final OwnGateway own;
  private final GatewayRejects rejects;
  private final ReplayRequests replays;

  /** Operations over these services. */
  public ReplayEndpoints(SchedulerServices services) {
    this.own = new OwnGateway(new GatewayQueries(services.database()));
    this.rejects = new GatewayRejects(services.database());
    this.replays = new ReplayRequests(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("replayReject", this::one, "replayRejects", this::all);
  }

  Answer one(Call call) {
    call.inputs().orThrow();
    long id = Long.parseLong(call.inputs().text("reject").orElseThrow());
    int gateway = own.id(call);
    GatewayReject reject =
        rejects
            .find(gateway, id)
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.REJECT_NOT_FOUND)));
    if (!reject.mayBeReplayed()) {
      throw new ProblemException(Problem.of(ProblemType.NOTHING_TO_REPLAY));
    }
    return asked(replays.one(asking(call, gateway), id));
  }

  Answer all(Call call) {
    call.inputs().orThrow();
    String reason = call.inputs().text("reason").orElseThrow();
    int gateway = own.id(call);
    if (!ReasonText.ofCode(reason).map(RejectReason::mayKeepPayload).orElse(false)) {
      throw new ProblemException(Problem.of(ProblemType.NOTHING_TO_REPLAY));
    }
    return asked(replays.all(asking(call, gateway), reason));
  }

  private static Asking asking(Call call, int gateway) {
    return new Asking(
        call.viewer().organisationId(), gateway, Actor.of(call.viewer()).name(), call.now());
  }

  private static Answer asked(ReplayRequest request) {
    return new Answer(202, "application/json", RejectJson.of(request).toBuffer(), Map.of());
  }
}
