package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.FacilityAccess;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.HolidayFile;
import io.fallow.scheduler.calendar.Openings;
import io.fallow.telemetry.registry.Facility;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The days on which one's own facilities do not share. */
public final class HolidayEndpoints implements Operations {

  private static final int TWO_YEARS = 2 * 365;

  private final Openings openings;
  private final FacilityAccess facilities;

  /** Operations over these services. */
  public HolidayEndpoints(SchedulerServices services) {
    this.openings = new Openings(services.database());
    this.facilities = new FacilityAccess(services.registry());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "holidays",
        this::list,
        "setHoliday",
        this::set,
        "removeHoliday",
        this::remove,
        "importHolidays",
        this::read);
  }

  /** Whoever doesn't own it learns so first. */
  private Facility facility(Call call) {
    if (call.inputs().isFaulty("facility")) {
      call.inputs().orThrow();
    }
    return facilities.own(call);
  }

  Answer list(Call call) {
    Facility facility = facility(call);
    DayRange days = DayRange.ofQuery(call.inputs(), facility.zone(), call.now());
    call.inputs().orThrow();
    return Answer.ok(
        CalendarJson.holidays(openings.closedDays(facility, days.from(), days.until())));
  }

  Answer set(Call call) {
    Facility facility = facility(call);
    call.inputs().orThrow();
    ClosedDay day = new ClosedDay(day(call), call.inputs().text("reason").orElseThrow());
    openings.addClosedDays(facility, List.of(day));
    return Answer.ok(CalendarJson.holiday(day));
  }

  Answer remove(Call call) {
    Facility facility = facility(call);
    call.inputs().orThrow();
    if (!openings.removeClosedDay(facility, day(call))) {
      throw new ProblemException(
          Problem.of(ProblemType.NOT_FOUND, day(call) + " is no holiday of the facility's."));
    }
    return Answer.noContent();
  }

  private static LocalDate day(Call call) {
    return call.inputs().date("day").orElseThrow();
  }

  Answer read(Call call) {
    Facility facility = facility(call);
    Inputs inputs = call.inputs();
    DayRange days =
        DayRange.read(
            inputs, "body", facility.zone(), call.now(), TWO_YEARS, HolidayFile.LONGEST_DAYS);
    Optional<String> file = inputs.text("calendar");
    if (inputs.isFaulty("until") || inputs.isFaulty("from") || file.isEmpty()) {
      inputs.orThrow();
    }
    Optional<List<ClosedDay>> holidays =
        CalendarFaults.valid(
            inputs, HolidayFile.read(file.orElseThrow(), days.from(), days.until()), Map.of());
    inputs.orThrow();
    openings.addClosedDays(facility, holidays.orElseThrow());
    return Answer.ok(CalendarJson.holidays(holidays.orElseThrow()));
  }
}
