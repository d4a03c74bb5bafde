package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.agreement.Agreement;
import io.fallow.scheduler.agreement.AgreementSteps;
import io.fallow.scheduler.agreement.Agreements;
import io.fallow.scheduler.agreement.Offer;
import io.fallow.scheduler.agreement.Reach;
import io.fallow.scheduler.agreement.StepOutcome;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.operation.Versions;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.circle.Circles;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the caller's organisation shares with others, and others with it, and how that changes. */
public final class AgreementEndpoints implements Operations {

  private final Database database;
  private final Registry registry;
  private final Agreements agreements;
  private final Circles circles;
  private final OfferReader offers;
  private final Once once;

  /** Operations over these services. */
  public AgreementEndpoints(SchedulerServices services) {
    this.database = services.database();
    this.registry = services.registry();
    this.agreements = services.agreements();
    this.circles = services.circles();
    this.offers = new OfferReader(database, registry);
    this.once = new Once(database);
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "agreements",
        this::list,
        "agreement",
        call -> AgreementAnswers.ok(call, found(call)),
        "agreementPolicy",
        this::terms,
        "proposeAgreement",
        this::propose,
        "changeAgreement",
        this::change,
        "acceptAgreement",
        call -> step(call, AgreementSteps::accept),
        "declineAgreement",
        call -> step(call, AgreementSteps::decline),
        "withdrawAgreement",
        call -> step(call, AgreementSteps::withdraw),
        "endAgreement",
        call -> step(call, AgreementSteps::end));
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    int caller = call.viewer().organisationId();
    JsonArray all = new JsonArray();
    agreements.of(caller).forEach(each -> all.add(AgreementJson.of(each, caller, call.now())));
    return Answer.ok(new JsonObject().put("agreements", all));
  }

  private static int id(Call call) {
    return (int) call.inputs().number("agreement").orElse(0);
  }

  private Agreement found(Call call) {
    if (call.inputs().isFaulty("agreement")) {
      call.inputs().orThrow();
    }
    return agreements
        .of(call.viewer().organisationId(), id(call))
        .orElseThrow(() -> AgreementAnswers.notFound(id(call)));
  }

  private Answer terms(Call call) {
    return Answer.ok(
        new JsonObject().put("terms", new JsonObject(found(call).counting().terms().json())));
  }

  private Answer propose(Call call) {
    Optional<Reach> reach = OfferReader.reach(call);
    reach.ifPresent(with -> with.fold(any -> true, circle -> mustBeOwn(call, circle), () -> true));
    Offer offer = offers.own(call);
    OptionalInt addressee = addressee(reach.orElseThrow());
    return AgreementAnswers.unlessShared(
        () ->
            once.answer(
                call,
                "proposeAgreement",
                connection ->
                    new AgreementSteps(connection, call.viewer(), call.now())
                        .propose(reach.get(), addressee, offer)
                        .map(made -> AgreementAnswers.created(call, made))
                        .orElseThrow(AgreementEndpoints::tooMany)));
  }

  private boolean mustBeOwn(Call call, Reach.Circle circle) {
    int caller = call.viewer().organisationId();
    boolean member = circles.of(caller, circle.id()).filter(found -> found.has(caller)).isPresent();
    if (!member) {
      call.inputs().fault("body", "circle", "unknown", "is none of which you are a member");
    }
    return member;
  }

  /** Asked as the platform, and told to nobody: whether the code is one says only its answer. */
  private OptionalInt addressee(Reach reach) {
    return reach.fold(
        partner ->
            database
                .asPlatform(() -> registry.organisation(partner.code()))
                .map(Organisation::id)
                .stream()
                .mapToInt(id -> id)
                .findFirst(),
        circle -> OptionalInt.empty(),
        OptionalInt::empty);
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.of(
            ProblemType.TOO_MANY,
            "At most " + AgreementSteps.MOST_WAITING + " proposals wait for an answer."));
  }

  private Answer change(Call call) {
    OptionalInt seen = Versions.required(call.inputs());
    Agreement agreement = found(call);
    Offer offer = offers.change(call, agreement);
    return AgreementAnswers.unlessShared(
        () ->
            once.answer(
                call,
                "changeAgreement",
                connection ->
                    AgreementAnswers.of(
                        call,
                        new AgreementSteps(connection, call.viewer(), call.now())
                            .change(agreement.id(), seen.getAsInt(), offer),
                        agreement.id())));
  }

  private interface Change {
    StepOutcome of(AgreementSteps steps, int id, int seen, String reason) throws SQLException;
  }

  private Answer step(Call call, Change change) {
    OptionalInt seen = Versions.required(call.inputs());
    String reason = Reasons.read(call.inputs());
    call.inputs().orThrow();
    int id = id(call);
    return AgreementAnswers.unlessShared(
        () ->
            AgreementAnswers.of(
                call,
                database.inTransaction(
                    connection ->
                        change.of(
                            new AgreementSteps(connection, call.viewer(), call.now()),
                            id,
                            seen.getAsInt(),
                            reason)),
                id));
  }
}
