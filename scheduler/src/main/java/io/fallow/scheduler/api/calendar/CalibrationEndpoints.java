package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.Calibration;
import io.fallow.scheduler.calendar.CalibrationLimits;
import io.fallow.scheduler.calendar.CalibrationRecord;
import io.fallow.scheduler.calendar.Calibrations;
import io.fallow.scheduler.calendar.KeptLockout;
import io.fallow.scheduler.calendar.Lockouts;
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
import java.util.OptionalDouble;

/** How long calibrations of one's own assets are valid, and when they were done. */
public final class CalibrationEndpoints implements Operations {

  private final Database database;
  private final AssetAccess access;

  /** Operations over these services. */
  public CalibrationEndpoints(SchedulerServices services) {
    this.database = services.database();
    this.access = new AssetAccess(services.sharing());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "calibration",
        this::get,
        "requireCalibration",
        this::require,
        "waiveCalibration",
        this::waive,
        "recordCalibration",
        this::record);
  }

  /** Whoever doesn't own it learns so first. */
  private Asset asset(Call call) {
    if (call.inputs().isFaulty("asset")) {
      call.inputs().orThrow();
    }
    return access.own(call);
  }

  Answer get(Call call) {
    Asset asset = asset(call);
    call.inputs().orThrow();
    return Answer.ok(
        CalendarJson.calibration(database.inTransaction(c -> Calibrations.of(c, asset))));
  }

  Answer require(Call call) {
    Asset asset = asset(call);
    Inputs inputs = call.inputs();
    if (!inputs.isGiven("days") && !inputs.isGiven("runHours")) {
      inputs.fault("body", "days", "missing", "is required unless runHours is given");
    }
    inputs.orThrow();
    return set(
        asset,
        Optional.of(
            new CalibrationLimits(
                whole(inputs.number("days")),
                whole(inputs.number("runHours")).map(Duration::ofHours))));
  }

  private static Optional<Integer> whole(OptionalDouble number) {
    return number.isPresent() ? Optional.of((int) number.getAsDouble()) : Optional.empty();
  }

  Answer waive(Call call) {
    Asset asset = asset(call);
    call.inputs().orThrow();
    return set(asset, Optional.empty());
  }

  private Answer set(Asset asset, Optional<CalibrationLimits> limits) {
    Calibration calibration =
        database.inTransaction(
            connection -> {
              Calibrations.require(connection, asset, limits);
              return Calibrations.of(connection, asset);
            });
    return Answer.ok(CalendarJson.calibration(calibration));
  }

  Answer record(Call call) {
    Asset asset = asset(call);
    Inputs inputs = call.inputs();
    Instant at = inputs.instant("at").orElse(call.now());
    if (at.isAfter(call.now())) {
      inputs.fault("body", "at", "future", "must not be in the future");
    }
    inputs.orThrow();
    CalibrationRecord record =
        new CalibrationRecord(
            at, inputs.flag("passed"), inputs.text("note").orElseThrow(), LockoutReader.by(call));
    JsonObject answer = database.inTransaction(c -> record(c, asset, record, call.now()));
    return Answer.created("/api/v1/assets/" + asset.publicId() + "/calibration", answer);
  }

  private static JsonObject record(
      Connection connection, Asset asset, CalibrationRecord record, Instant now)
      throws SQLException {
    List<KeptLockout> changed = Calibrations.record(connection, asset, record, now);
    for (KeptLockout lockout : changed) {
      if (record.passed()) {
        LockoutEvents.tellEnded(connection, asset, lockout, now);
      } else {
        LockoutEvents.tellAdded(connection, asset, lockout, now);
      }
    }
    JsonObject answer = CalendarJson.calibration(Calibrations.of(connection, asset));
    return record.passed()
        ? answer
        : answer.put(
            "reserved",
            CalendarJson.array(
                Lockouts.inTheWay(connection, asset, Calibrations.failed(record).time(), now),
                CalendarJson::reserved));
  }
}
