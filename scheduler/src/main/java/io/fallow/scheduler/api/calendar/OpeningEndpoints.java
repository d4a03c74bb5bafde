package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.FacilityAccess;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.calendar.DayHours;
import io.fallow.scheduler.calendar.OpeningException;
import io.fallow.scheduler.calendar.Openings;
import io.fallow.scheduler.calendar.Place;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** When one's own facilities and assets are shared: the week, and single days. */
public final class OpeningEndpoints implements Operations {

  private final Openings openings;
  private final AssetAccess assets;
  private final FacilityAccess facilities;

  /** Operations over these services. */
  public OpeningEndpoints(SchedulerServices services) {
    this.openings = new Openings(services.database());
    this.assets = new AssetAccess(services.sharing());
    this.facilities = new FacilityAccess(services.registry());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "facilityOpenings",
        call -> week(call, facility(call)),
        "setFacilityOpenings",
        call -> setWeek(call, this::facility),
        "facilityExceptions",
        call -> exceptions(call, facility(call)),
        "setFacilityException",
        call -> setException(call, this::facility),
        "removeFacilityException",
        call -> removeException(call, facility(call)),
        "assetOpenings",
        call -> week(call, asset(call)),
        "setAssetOpenings",
        call -> setWeek(call, this::asset),
        "assetExceptions",
        call -> exceptions(call, asset(call)),
        "setAssetException",
        call -> setException(call, this::asset),
        "removeAssetException",
        call -> removeException(call, asset(call)));
  }

  /** What the hours are about, and on which clock they are. */
  private record Where(Place place, ZoneId zone) {}

  private Where facility(Call call) {
    return owned(call, "facility", facilities::own, Facility::zone, Place::of);
  }

  private Where asset(Call call) {
    return owned(call, "asset", assets::own, (Asset asset) -> asset.facility().zone(), Place::of);
  }

  /** Whoever doesn't own it learns so first. */
  private static <T> Where owned(
      Call call,
      String name,
      Function<Call, T> access,
      Function<T, ZoneId> zone,
      Function<T, Place> place) {
    if (call.inputs().isFaulty(name)) {
      call.inputs().orThrow();
    }
    T owned = access.apply(call);
    return new Where(place.apply(owned), zone.apply(owned));
  }

  private Answer week(Call call, Where where) {
    call.inputs().orThrow();
    return Answer.ok(CalendarJson.openings(where.zone(), openings.week(where.place())));
  }

  private Answer setWeek(Call call, Function<Call, Where> place) {
    List<WeeklyOpening> week = new HoursReader(call.inputs()).week("week");
    call.inputs().orThrow();
    Where where = place.apply(call);
    openings.replaceWeek(where.place(), week);
    return week(call, where);
  }

  private Answer exceptions(Call call, Where where) {
    DayRange days = DayRange.ofQuery(call.inputs(), where.zone(), call.now());
    call.inputs().orThrow();
    List<OpeningException> found = openings.exceptions(where.place(), days.from(), days.until());
    return Answer.ok(
        new JsonObject().put("exceptions", CalendarJson.array(found, CalendarJson::exception)));
  }

  private Answer setException(Call call, Function<Call, Where> place) {
    Inputs inputs = call.inputs();
    List<DayHours> hours = new HoursReader(inputs).day("hours");
    inputs.orThrow();
    OpeningException exception =
        new OpeningException(day(call), hours, inputs.text("reason").orElseThrow());
    openings.putException(place.apply(call).place(), exception);
    return Answer.ok(CalendarJson.exception(exception));
  }

  private Answer removeException(Call call, Where where) {
    call.inputs().orThrow();
    if (!openings.removeException(where.place(), day(call))) {
      throw new ProblemException(
          Problem.of(ProblemType.NOT_FOUND, "There is no exception on " + day(call) + "."));
    }
    return Answer.noContent();
  }

  private static LocalDate day(Call call) {
    return call.inputs().date("day").orElseThrow();
  }
}
