package io.fallow.sim.world;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.Turnarounds;
import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.telemetry.forecast.Holidays;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a demo world into a database through the doors of the rooms that keep it. Loading twice
 * changes nothing, but adds the holidays that have come near; it also brings back what somebody
 * changed of the world's own assets and hours. Blocks.
 */
public final class DemoWorldLoader {

  private static final int DAYS_AHEAD = 400;

  private final Registry registry;
  private final Calendars calendars;
  private final Holidays holidays;
  private final Turnarounds turnarounds;
  private final Sharing sharing;
  private final Members members;

  private final Map<String, Organisation> organisations = new HashMap<>();
  private final Map<String, Facility> facilities = new HashMap<>();

  private DemoWorldLoader(Database database) {
    registry = new Registry(database);
    calendars = new Calendars(database);
    holidays = new Holidays(database);
    turnarounds = new Turnarounds(database);
    sharing = new Sharing(database, registry);
    members = new Members(database);
  }

  /**
   * Loads a world.
   *
   * @param begin its agreements hold, and its holidays are closed, from its history on
   * @param now holidays are entered for a little more than a year after this
   * @param passwords what each gateway signs in with
   */
  public static void load(
      DemoWorld world,
      WorldStart begin,
      Instant now,
      Database database,
      Function<GatewayAddress, String> passwords) {
    DemoWorldLoader loader = new DemoWorldLoader(database);
    for (DemoOrganisation organisation : world.organisations()) {
      loader.organisation(organisation);
      for (DemoFacility facility : organisation.facilities()) {
        loader.facility(organisation, facility, passwords);
        loader.closedDays(organisation, facility, begin.start(), now);
        facility.assets().forEach(asset -> loader.asset(organisation, facility, asset, begin));
      }
    }
    world.turnarounds().forEach(loader.turnarounds::set);
    world.people().forEach(person -> loader.member(person, now));
    world.agreements().forEach(agreement -> loader.agree(agreement, begin.start()));
  }

  private void organisation(DemoOrganisation organisation) {
    organisations.put(
        organisation.code(),
        registry.registerOrganisation(organisation.code(), organisation.name()));
  }

  private void member(DemoPerson person, Instant now) {
    int organisation = organisations.get(person.organisation()).id();
    members.put(organisation, person.id(), person.roles(), "the demo world", now);
  }

  private void facility(
      DemoOrganisation organisation,
      DemoFacility facility,
      Function<GatewayAddress, String> passwords) {
    Facility registered =
        registry.registerFacility(
            organisation.code(),
            facility.code(),
            facility.name(),
            facility.zone(),
            facility.latitude(),
            facility.longitude());
    facilities.put(organisation.code() + "." + facility.code(), registered);
    calendars.replaceOpenings(registered, facility.openings());
    GatewayAddress gateway = new GatewayAddress(organisation.code(), facility.gateway());
    registry.registerGateway(gateway, facility.code(), passwords.apply(gateway));
  }

  private void closedDays(
      DemoOrganisation organisation, DemoFacility facility, Instant from, Instant now) {
    Facility registered = facilities.get(organisation.code() + "." + facility.code());
    LocalDate first = LocalDate.ofInstant(from, facility.zone());
    LocalDate end = LocalDate.ofInstant(now, facility.zone()).plusDays(DAYS_AHEAD);
    Map<LocalDate, String> days = new HashMap<>();
    first
        .datesUntil(end)
        .forEach(day -> facility.holidays().holiday(day).ifPresent(name -> days.put(day, name)));
    days.forEach((day, name) -> calendars.addClosedDay(registered, new ClosedDay(day, name)));
    holidays.add(registered, days);
  }

  private void asset(
      DemoOrganisation organisation, DemoFacility facility, DemoAsset asset, WorldStart begin) {
    Asset registered =
        registry.registerAsset(
            new NewAsset(
                organisation.code(),
                facility.code(),
                asset.code(),
                asset.name(),
                asset.type(),
                asset.capabilities(),
                asset.rule()));
    calendars.replaceOpenings(registered, asset.openings());
    for (DemoLockout lockout : asset.lockouts()) {
      calendars.addLockout(registered, lockout.in(facility.zone(), begin.begun()));
    }
  }

  private void agree(DemoAgreement agreement, Instant from) {
    Terms.Scope scope =
        new Terms.Scope(
            agreement.facility().map(code -> facilities.get(agreement.owner() + "." + code)),
            agreement.assetType(),
            Optional.empty());
    sharing.agree(
        new Terms(
            organisations.get(agreement.owner()),
            organisations.get(agreement.partner()),
            scope,
            from));
  }
}
