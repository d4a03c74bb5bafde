package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.calendar.KeptLockout;
import io.fallow.scheduler.calendar.Lockouts;
import io.fallow.scheduler.calendar.NewLockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Locking one's own assets out. */
public final class LockoutEndpoints implements Operations {

  private static final Duration LONGEST_RANGE = Duration.ofDays(400);

  private final Database database;
  private final AssetAccess access;
  private final Bumps bumps;
  private final Once once;

  /** Operations over these services. */
  public LockoutEndpoints(SchedulerServices services) {
    this.database = services.database();
    this.access = new AssetAccess(services.sharing());
    this.bumps = new Bumps(services);
    this.once = new Once(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("lockouts", this::list, "lockOut", this::add, "endLockout", this::end);
  }

  /** Whoever doesn't own it learns so first. */
  private Asset asset(Call call) {
    if (call.inputs().isFaulty("asset")) {
      call.inputs().orThrow();
    }
    return access.own(call);
  }

  Answer list(Call call) {
    Asset asset = asset(call);
    Optional<TimeRange> range = call.inputs().range("from", "to", LONGEST_RANGE);
    call.inputs().orThrow();
    List<KeptLockout> found =
        database.inTransaction(c -> Lockouts.list(c, asset, range.orElseThrow()));
    return Answer.ok(
        new JsonObject().put("lockouts", CalendarJson.array(found, CalendarJson::lockout)));
  }

  Answer add(Call call) {
    LockoutReader.check(call);
    Asset asset = access.own(call);
    NewLockout lockout = LockoutReader.read(call, asset.facility().zone());
    boolean bumping = call.inputs().text("onReservations").filter("bump"::equals).isPresent();
    Map<UUID, List<Alternative>> alternatives =
        bumping ? bumps.alternatives(asset, lockout.time(), call.now()) : Map.of();
    return once.answer(
        call,
        "lockOut",
        connection ->
            created(
                asset,
                bumping
                    ? bump(connection, call, asset, lockout, alternatives)
                    : CalendarJson.lockout(add(connection, asset, lockout, call.now()))));
  }

  private static Answer created(Asset asset, JsonObject lockout) {
    String place = "/api/v1/assets/" + asset.publicId() + "/lockouts/" + lockout.getInteger("id");
    return Answer.created(place, lockout);
  }

  private JsonObject bump(
      Connection connection,
      Call call,
      Asset asset,
      NewLockout lockout,
      Map<UUID, List<Alternative>> alternatives)
      throws SQLException {
    List<Lockouts.Reserved> bumped =
        bumps.bump(connection, call, asset, lockout.time(), lockout.reason(), alternatives);
    return CalendarJson.lockout(add(connection, asset, lockout, call.now()))
        .put("bumped", CalendarJson.array(bumped, CalendarJson::reserved));
  }

  private static KeptLockout add(
      Connection connection, Asset asset, NewLockout lockout, Instant now) throws SQLException {
    List<Lockouts.Reserved> inTheWay = Lockouts.inTheWay(connection, asset, lockout.time(), now);
    if (!inTheWay.isEmpty()) {
      throw new ProblemException(
          Problem.of(ProblemType.RESERVATIONS_IN_THE_WAY)
              .with("reserved", CalendarJson.array(inTheWay, CalendarJson::reserved)));
    }
    KeptLockout kept = Lockouts.add(connection, asset, lockout, now);
    LockoutEvents.tellAdded(connection, asset, kept, now);
    return kept;
  }

  Answer end(Call call) {
    Asset asset = asset(call);
    Inputs inputs = call.inputs();
    inputs.orThrow();
    int id = (int) inputs.number("lockout").orElseThrow();
    KeptLockout ended =
        database.inTransaction(c -> end(c, asset, id, LockoutReader.by(call), call.now()));
    return Answer.ok(CalendarJson.lockout(ended));
  }

  private static KeptLockout end(Connection connection, Asset asset, int id, String by, Instant now)
      throws SQLException {
    KeptLockout ended =
        Lockouts.end(connection, asset, id, by, now)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemType.LOCKOUT_NOT_FOUND,
                            "Lock-out " + id + " doesn't exist, or it is over.")));
    LockoutEvents.tellEnded(connection, asset, ended, now);
    return ended;
  }
}
