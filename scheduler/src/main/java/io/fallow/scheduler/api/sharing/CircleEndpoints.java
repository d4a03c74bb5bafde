package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.operation.StatementReader;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.circle.Circle;
import io.fallow.scheduler.circle.CircleOutcome;
import io.fallow.scheduler.circle.CircleSteps;
import io.fallow.scheduler.circle.Circles;
import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The circles of the caller's organisation. */
public final class CircleEndpoints implements Operations {

  private final Database database;
  private final Registry registry;
  private final Circles circles;
  private final Once once;

  /** Operations over these services. */
  public CircleEndpoints(SchedulerServices services) {
    this.database = services.database();
    this.registry = services.registry();
    this.circles = services.circles();
    this.once = new Once(database);
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "circles",
        this::list,
        "foundCircle",
        this::found,
        "circle",
        this::get,
        "closeCircle",
        call -> step(call, (steps, id) -> steps.close(id)),
        "proposeToCircle",
        this::put,
        "consentToMotion",
        call -> step(call, (steps, id) -> steps.consent(id, motion(call))),
        "refuseMotion",
        call -> step(call, (steps, id) -> steps.refuse(id, motion(call))),
        "withdrawMotion",
        call -> step(call, (steps, id) -> steps.withdraw(id, motion(call))),
        "leaveCircle",
        call -> step(call, (steps, id) -> steps.leave(id)),
        "removeFromCircle",
        call -> step(call, (steps, id) -> steps.remove(id, organisation(call))));
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    int caller = call.viewer().organisationId();
    JsonArray all = new JsonArray();
    circles.of(caller).forEach(each -> all.add(CircleJson.of(each, caller)));
    return Answer.ok(new JsonObject().put("circles", all));
  }

  private Answer get(Call call) {
    call.inputs().orThrow();
    return circles
        .of(call.viewer().organisationId(), id(call))
        .map(found -> ok(call, found))
        .orElseThrow(() -> notFound(call));
  }

  private static Answer ok(Call call, Circle circle) {
    return Answer.ok(CircleJson.of(circle, call.viewer().organisationId()));
  }

  private Answer found(Call call) {
    Inputs inputs = call.inputs();
    Optional<Statement> terms = StatementReader.read(inputs);
    String name = inputs.text("name").orElse("");
    inputs.orThrow();
    String code = inputs.text("code").orElseThrow();
    return once.answer(
        call,
        "foundCircle",
        connection ->
            new CircleSteps(connection, call.viewer(), call.now())
                .found(code, name, terms.orElse(Statement.NOTHING))
                .map(made -> created(call, made))
                .orElseThrow(() -> taken(call)));
  }

  private static Answer created(Call call, Circle circle) {
    return Answer.created(
        "/api/v1/circles/" + circle.id(), CircleJson.of(circle, call.viewer().organisationId()));
  }

  private static ProblemException taken(Call call) {
    call.inputs().fault("body", "code", "taken", "is that of another circle of yours");
    call.inputs().orThrow();
    throw new IllegalStateException("a fault ends a call");
  }

  private Answer put(Call call) {
    Inputs inputs = call.inputs();
    Optional<String> invite = inputs.text("invite");
    Optional<Statement> terms = StatementReader.read(inputs);
    Optional<String> admin = inputs.text("admin");
    long said = Stream.of(invite, terms, admin).filter(Optional::isPresent).count();
    if (said != 1 && !inputs.isFaulty("invite") && !inputs.isFaulty("admin")) {
      inputs.fault("body", "invite", "choice", "say one of invite, terms and admin");
    }
    inputs.orThrow();
    Change change =
        invite
            .map(this::invitation)
            .or(() -> admin.map(code -> (steps, id) -> steps.handOver(id, code)))
            .orElseGet(() -> (steps, id) -> steps.propose(id, terms.orElseThrow()));
    return once.answer(
        call,
        "proposeToCircle",
        connection ->
            answer(
                call, change.of(new CircleSteps(connection, call.viewer(), call.now()), id(call))));
  }

  /** Asked as the platform, and told to nobody: whether the code is one says only its answer. */
  private Change invitation(String code) {
    OptionalInt invited =
        database.asPlatform(() -> registry.organisation(code)).map(Organisation::id).stream()
            .mapToInt(id -> id)
            .findFirst();
    return (steps, id) -> steps.invite(id, code, invited);
  }

  private interface Change {
    CircleOutcome of(CircleSteps steps, int id) throws SQLException;
  }

  private Answer step(Call call, Change change) {
    call.inputs().orThrow();
    return answer(
        call,
        database.inTransaction(
            connection ->
                change.of(new CircleSteps(connection, call.viewer(), call.now()), id(call))));
  }

  private static Answer answer(Call call, CircleOutcome outcome) {
    return outcome.fold(
        done -> done.circle().map(circle -> ok(call, circle)).orElseGet(Answer::noContent),
        impossible -> {
          throw AgreementAnswers.impossible(impossible.code(), impossible.message());
        },
        () -> {
          throw notFound(call);
        });
  }

  private static ProblemException notFound(Call call) {
    return new ProblemException(
        Problem.of(
            ProblemType.CIRCLE_NOT_FOUND,
            "There is no such thing in a circle " + id(call) + ", as far as you may see."));
  }

  private static int id(Call call) {
    return (int) call.inputs().number("circle").orElse(0);
  }

  private static int motion(Call call) {
    return (int) call.inputs().number("motion").orElse(0);
  }

  private static String organisation(Call call) {
    return call.inputs().text("organisation").orElse("");
  }
}
