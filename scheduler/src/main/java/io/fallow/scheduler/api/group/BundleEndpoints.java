package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Cursors;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.group.Bundle;
import io.fallow.scheduler.group.BundleChange;
import io.fallow.scheduler.group.BundleOutcome;
import io.fallow.scheduler.group.BundleRequest;
import io.fallow.scheduler.group.BundleService;
import io.fallow.scheduler.group.Spot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Book or hold several assets together, look them up, confirm, cancel. */
public final class BundleEndpoints implements Operations {

  private final BundleService bundles;
  private final Once once;

  /** Operations over these services. */
  public BundleEndpoints(SchedulerServices services) {
    this.bundles = services.bundles();
    this.once = new Once(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "bookBundle", this::book,
        "bundle", this::get,
        "bundles", this::list,
        "confirmBundle", this::confirm,
        "cancelBundle", this::cancel);
  }

  private Answer book(Call call) {
    Inputs inputs = call.inputs();
    List<Spot> spots = new BundleSpots(inputs).read();
    inputs.orThrow();
    BundleRequest request =
        new BundleRequest(
            call.viewer(), spots, inputs.flag("hold"), inputs.text("purpose").orElse(""));
    BundleService.Ready ready = bundles.prepare(request, call.now());
    return once.answer(
        call,
        "bookBundle",
        connection -> answer(bundles.book(connection, ready, call.now()), spots.size()));
  }

  private static Answer answer(BundleOutcome outcome, int wanted) {
    return outcome.fold(
        booked -> created(booked.bundle()),
        notBooked -> {
          throw GroupProblems.notBooked(notBooked.clashes(), wanted);
        },
        notFound -> {
          throw GroupProblems.noAssets(notFound.assets());
        });
  }

  private static Answer created(Bundle bundle) {
    return Answer.created("/api/v1/bundles/" + bundle.id(), GroupJson.of(bundle));
  }

  private Answer list(Call call) {
    Optional<Place> after = Cursors.read(call.inputs());
    call.inputs().orThrow();
    int limit = (int) call.inputs().number("limit").orElseThrow();
    return Answer.ok(
        GroupJson.page(
            "bundles", bundles.list(call.viewer(), after, limit, call.now()), GroupJson::facts));
  }

  private Answer get(Call call) {
    UUID id = id(call);
    return bundles
        .get(call.viewer(), id, call.now())
        .map(found -> Answer.ok(GroupJson.of(found)))
        .orElseThrow(() -> GroupProblems.noBundle(id));
  }

  private Answer confirm(Call call) {
    UUID id = id(call);
    return answer(bundles.confirm(call.viewer(), id, call.now()), id);
  }

  private Answer cancel(Call call) {
    UUID id = id(call);
    return answer(bundles.cancel(call.viewer(), id, call.now()), id);
  }

  private static Answer answer(BundleChange change, UUID id) {
    return change.fold(
        changed -> Answer.ok(GroupJson.of(changed.bundle())),
        notPossible -> {
          throw new ProblemException(
              Problem.of(ProblemType.WRONG_STATE, words(notPossible.violations()))
                  .with("violations", Refusals.json(notPossible.violations())));
        },
        () -> {
          throw GroupProblems.noBundle(id);
        });
  }

  private static String words(List<Violation> violations) {
    return String.join("; ", violations.stream().map(Violation::message).toList());
  }

  private static UUID id(Call call) {
    call.inputs().orThrow();
    return call.inputs().uuid("id").orElseThrow();
  }
}
