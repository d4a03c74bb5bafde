package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.calendar.Calibration;
import io.fallow.scheduler.calendar.CalibrationLimits;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.DayHours;
import io.fallow.scheduler.calendar.KeptLockout;
import io.fallow.scheduler.calendar.Lockouts;
import io.fallow.scheduler.calendar.OpeningException;
import io.fallow.scheduler.calendar.RecurringTime;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Calendars as the contract shows them. */
final class CalendarJson {

  private CalendarJson() {}

  static <T> JsonArray array(Collection<T> all, Function<T, ?> json) {
    return new JsonArray(List.copyOf(all.stream().map(json).toList()));
  }

  static JsonObject openings(ZoneId zone, List<WeeklyOpening> week) {
    return new JsonObject()
        .put("zone", zone.getId())
        .put("week", array(week, CalendarJson::weekly));
  }

  private static JsonObject weekly(WeeklyOpening opening) {
    JsonObject json = new JsonObject().put("day", opening.day().name().toLowerCase(Locale.ROOT));
    json.mergeIn(hours(opening.hours()));
    opening.validity().from().ifPresent(from -> json.put("validFrom", from.toString()));
    opening.validity().until().ifPresent(until -> json.put("validUntil", until.toString()));
    return json;
  }

  private static JsonObject hours(DayHours hours) {
    return new JsonObject()
        .put("opens", hours.opens().toString())
        .put("closes", hours.closesText());
  }

  static JsonObject exception(OpeningException exception) {
    return new JsonObject()
        .put("day", exception.day().toString())
        .put("hours", array(exception.hours(), CalendarJson::hours))
        .put("reason", exception.reason());
  }

  static JsonObject holiday(ClosedDay day) {
    return new JsonObject().put("day", day.day().toString()).put("reason", day.reason());
  }

  static JsonObject holidays(List<ClosedDay> days) {
    return new JsonObject().put("holidays", array(days, CalendarJson::holiday));
  }

  static JsonObject lockout(KeptLockout lockout) {
    JsonObject json =
        new JsonObject()
            .put("id", lockout.id())
            .put("kind", lockout.kind().code())
            .put("reason", lockout.reason())
            .put("start", lockout.time().begin().toString())
            .put("createdAt", lockout.createdAt().toString())
            .put("createdBy", lockout.createdBy());
    lockout.end().ifPresent(end -> json.put("end", end.toString()));
    lockout.endedAt().ifPresent(ended -> json.put("endedAt", ended.toString()));
    Optional<JsonObject> rule =
        lockout.time().fold(once -> Optional.empty(), again -> Optional.of(rule(again.time())));
    rule.ifPresent(recurs -> json.put("recurs", recurs));
    return json;
  }

  private static JsonObject rule(RecurringTime time) {
    return new JsonObject()
        .put("rule", time.rule())
        .put("localStart", time.start().toString())
        .put("zone", time.zone().getId())
        .put("duration", time.length().toString())
        .put("exceptions", array(time.exceptions(), Object::toString));
  }

  static JsonObject reserved(Lockouts.Reserved reserved) {
    return new JsonObject()
        .put("id", reserved.id().toString())
        .put("start", reserved.during().start().toString())
        .put("end", reserved.during().end().toString());
  }

  static JsonObject calibration(Calibration calibration) {
    JsonObject json =
        new JsonObject()
            .put(
                "records",
                array(
                    calibration.records(),
                    record ->
                        new JsonObject()
                            .put("at", record.at().toString())
                            .put("passed", record.passed())
                            .put("note", record.note())
                            .put("recordedBy", record.by())));
    calibration.limits().ifPresent(limits -> json.put("limits", limits(limits)));
    calibration.calibrated().ifPresent(at -> json.put("calibratedAt", at.toString()));
    calibration.dueAt().ifPresent(at -> json.put("dueAt", at.toString()));
    calibration.used().ifPresent(used -> json.put("usedHours", hours(used)));
    calibration.runTimeLeft().ifPresent(left -> json.put("hoursLeft", hours(left)));
    return json;
  }

  private static JsonObject limits(CalibrationLimits limits) {
    JsonObject json = new JsonObject();
    limits.days().ifPresent(days -> json.put("days", days));
    limits.runTime().ifPresent(time -> json.put("runHours", time.toHours()));
    return json;
  }

  private static double hours(Duration duration) {
    return Rounded.to(duration.toSeconds() / 3600.0, 2);
  }
}
