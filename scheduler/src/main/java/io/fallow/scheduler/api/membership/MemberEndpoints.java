package io.fallow.scheduler.api.membership;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.membership.KnownKeys;
import io.fallow.scheduler.membership.Member;
import io.fallow.scheduler.membership.MemberChange;
import io.fallow.scheduler.membership.Membership;
import io.fallow.scheduler.membership.Memberships;
import io.fallow.scheduler.membership.Role;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who one is, and an organisation's members. */
public final class MemberEndpoints implements Operations {

  private final Memberships memberships;
  private final KnownKeys keys;
  private final Registry registry;

  /** Operations over these services. */
  public MemberEndpoints(SchedulerServices services) {
    this.memberships = services.memberships();
    this.keys = services.keys();
    this.registry = services.registry();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "me", this::me,
        "members", this::list,
        "putMember", this::put,
        "removeMember", this::remove);
  }

  private Answer me(Call call) {
    call.inputs().orThrow();
    List<Membership> all = memberships.of(call.caller().person()); // of a program's there is none
    Organisation own = registry.organisation(call.viewer().organisation()).orElseThrow();
    JsonObject me =
        new JsonObject()
            .put("person", call.caller().person())
            .put("name", call.caller().name())
            .put("organisation", AssetJson.party(own.code(), own.name()));
    JsonArray organisations = new JsonArray();
    for (Membership each : all) {
      JsonObject party = AssetJson.party(each.organisation(), each.name());
      if (each.organisationId() == call.viewer().organisationId()) {
        me.put("roles", json(each.roles()));
      }
      organisations.add(party.copy().put("roles", json(each.roles())));
    }
    return Answer.ok(me.put("organisations", organisations));
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    JsonArray members = new JsonArray();
    memberships.in(call.viewer().organisationId()).forEach(each -> members.add(json(each)));
    return Answer.ok(new JsonObject().put("members", members));
  }

  private Answer put(Call call) {
    Inputs inputs = call.inputs();
    Optional<String> person = inputs.text("person");
    List<Role> roles =
        inputs.texts("roles").stream().map(Role::of).flatMap(Optional::stream).toList();
    inputs.orThrow();
    MemberChange change =
        memberships.put(
            call.viewer().organisationId(),
            person.orElseThrow(),
            roles,
            call.caller().person(),
            call.now());
    keys.forget(call.viewer().organisationId(), person.orElseThrow());
    return change.fold(
        done -> done.isNew() ? created(done.member()) : Answer.ok(json(done.member())),
        MemberEndpoints::lastAdmin,
        MemberEndpoints::unknown);
  }

  private static Answer created(Member member) {
    return new Answer(201, "application/json", json(member).toBuffer(), Map.of());
  }

  private Answer remove(Call call) {
    Optional<String> person = call.inputs().text("person");
    call.inputs().orThrow();
    int organisation = call.viewer().organisationId();
    MemberChange change = memberships.remove(organisation, person.orElseThrow(), call.now());
    keys.forget(organisation, person.orElseThrow());
    return change.fold(
        done -> Answer.noContent(), MemberEndpoints::lastAdmin, MemberEndpoints::unknown);
  }

  private static Answer lastAdmin() {
    throw new ProblemException(Problem.of(ProblemType.LAST_ADMIN));
  }

  private static Answer unknown() {
    throw new ProblemException(Problem.of(ProblemType.MEMBER_NOT_FOUND));
  }

  private static JsonObject json(Member member) {
    return new JsonObject()
        .put("person", member.person())
        .put("roles", json(member.roles()))
        .put("addedAt", member.addedAt().toString())
        .put("addedBy", member.addedBy());
  }

  private static JsonArray json(Set<Role> roles) {
    return new JsonArray(roles.stream().sorted().map(Role::code).toList());
  }
}
