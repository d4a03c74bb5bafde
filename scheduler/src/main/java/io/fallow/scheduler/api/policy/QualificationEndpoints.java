package io.fallow.scheduler.api.policy;

import io.fallow.scheduler.agreement.Agreements;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.policy.Qualification;
import io.fallow.scheduler.policy.Qualifications;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Organisation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What owners vouch for: who is qualified to book their assets. */
public final class QualificationEndpoints implements Operations {

  private final Qualifications qualifications;
  private final Agreements agreements;

  /** Operations over these services. */
  public QualificationEndpoints(SchedulerServices services) {
    this.qualifications = services.qualifications();
    this.agreements = services.agreements();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "qualifications", this::list,
        "grantQualification", this::grant,
        "revokeQualification", this::revoke);
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    JsonArray all = new JsonArray();
    qualifications.of(call.viewer().organisationId()).forEach(each -> all.add(json(each)));
    return Answer.ok(new JsonObject().put("qualifications", all));
  }

  private Answer grant(Call call) {
    Inputs inputs = call.inputs();
    Optional<Organisation> holder = holder(call);
    Instant from = inputs.instant("from").orElse(call.now());
    Optional<Instant> until = inputs.instant("until");
    if (until.isPresent() && !from.isBefore(until.get())) {
      inputs.fault("body", "until", "order", "must be later than from");
    }
    inputs.orThrow();
    Qualification.New granted =
        new Qualification.New(
            inputs.text("code").orElseThrow(),
            holder.orElseThrow().id(),
            inputs.text("person"),
            from,
            until);
    Qualification made = qualifications.grant(call.viewer(), granted, call.now());
    return Answer.created("/api/v1/qualifications/" + made.id(), json(made));
  }

  /** One that the caller shares with, or did: of others nobody learns here that they exist. */
  private Optional<Organisation> holder(Call call) {
    Optional<String> code = call.inputs().text("organisation");
    Optional<Organisation> holder = code.flatMap(wanted -> partner(call.viewer(), wanted));
    if (code.isPresent() && holder.isEmpty()) {
      call.inputs().fault("body", "organisation", "unknown", "is none that you share with");
    }
    return holder;
  }

  private Optional<Organisation> partner(Viewer owner, String code) {
    return agreements.partners(owner.organisationId()).stream()
        .filter(each -> each.code().equals(code))
        .findFirst();
  }

  private Answer revoke(Call call) {
    call.inputs().orThrow();
    int id = (int) call.inputs().number("qualification").orElseThrow();
    if (!qualifications.revoke(call.viewer().organisationId(), id, call.now())) {
      throw new ProblemException(
          Problem.of(
              ProblemType.QUALIFICATION_NOT_FOUND,
              "There is no qualification " + id + " that you have granted."));
    }
    return Answer.noContent();
  }

  private static JsonObject json(Qualification qualification) {
    JsonObject json =
        new JsonObject()
            .put("id", qualification.id())
            .put("code", qualification.code())
            .put("owner", qualification.owner())
            .put("organisation", qualification.holder())
            .put("from", qualification.from().toString());
    qualification.person().ifPresent(person -> json.put("person", person));
    qualification.until().ifPresent(until -> json.put("until", until.toString()));
    qualification.revokedAt().ifPresent(at -> json.put("revokedAt", at.toString()));
    return json;
  }
}
