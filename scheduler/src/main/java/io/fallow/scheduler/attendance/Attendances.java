package io.fallow.scheduler.attendance;

import static java.util.stream.Collectors.toMap;

import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.PolicyBook;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Follows reservations by what telemetry shows of their assets: checks in who came, frees what
 * nobody came for, offers to release what stands idle, keeps the asset for whoever stays on, and
 * completes what is over. Each look takes whatever steps are due by then, so nothing is lost to a
 * pause, and nothing is done twice. Any number of processes may look. Blocks; one thread each for
 * {@link #follow}, {@link #lookBack} and {@link #lookAround}; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class Attendances {

  private final Database database;
  private final Registry registry;
  private final Policies policies;
  private final AttendanceMeters meters;
  private final Delays delays;
  private final OwnersPlan plan;
  private final UseWatch uses;
  private final FaultWatch faults;
  private final WatchedThrough watched;
  private final Glances glances = new Glances();

  /** Follows the reservations of a database. */
  public Attendances(
      Database database,
      Registry registry,
      Calendars calendars,
      Policies policies,
      IdleForecasts forecasts,
      WindowSearch windows,
      MeterRegistry meters) {
    this.database = database;
    this.registry = registry;
    this.policies = policies;
    this.meters = new AttendanceMeters(meters);
    this.delays = new Delays(database, new NextBest(windows, registry), this.meters);
    this.plan = new OwnersPlan(calendars, forecasts, this::ownTerms);
    this.uses = new UseWatch(database, registry, plan, this.meters);
    this.faults =
        new FaultWatch(database, registry, each -> ownTerms(each).faultAfter(), this.meters);
    this.watched = new WatchedThrough(database);
  }

  /** Looks at the assets of which reservations have begun. */
  public void follow(Instant now) {
    List<Running> begun = database.inTransaction(connection -> Running.begun(connection, now));
    look(glances.due(begun, now), now);
  }

  /** Looks whether late readings tell of reservations that ended unobserved, or were no-shows. */
  public void lookBack(Instant now) {
    look(database.inTransaction(connection -> Running.open(connection, now)), now);
  }

  /** Looks for use that nothing explains, and for faults that last. */
  public void lookAround(Instant now) {
    Instant from = watched.from(now);
    faults.look(from, now);
    uses.look(from, now);
    watched.note(now);
  }

  /** What an owner says of its asset, whoever books it. */
  private Policy ownTerms(Asset asset) {
    VisibleAsset own = VisibleAsset.own(asset);
    return policies.book().of(own, Optional.empty());
  }

  private void look(List<Running> running, Instant now) {
    if (running.isEmpty()) {
      return;
    }
    PolicyBook book = policies.book();
    Map<Integer, Facility> facilities =
        registry.facilities().stream().collect(toMap(Facility::id, facility -> facility));
    for (Running each : running) {
      Optional<Asset> asset = registry.asset(each.asset());
      asset.ifPresent(found -> look(each, new Terms(book, facilities, found), now));
    }
  }

  private void look(Running running, Terms terms, Instant now) {
    EarlyUse early = new EarlyUse();
    look(running, terms, early, now);
    Set<Instant> wanted = early.wanted();
    if (!wanted.isEmpty()) {
      wanted.forEach(instant -> early.know(instant, plan.at(terms.asset(), instant)));
      look(running, terms, early, now);
    }
  }

  private void look(Running running, Terms terms, EarlyUse early, Instant now) {
    AssetVisit.Outcome outcome =
        database.inTransaction(
            connection -> new AssetVisit(connection, terms::of, early, now).look(running));
    outcome.steps().forEach(taken -> meters.took(taken.step(), taken.dueAt(), now));
    outcome.held().forEach(delay -> delays.tell(delay, now));
  }

  /** On what terms whoever has an asset has it. */
  private record Terms(PolicyBook book, Map<Integer, Facility> facilities, Asset asset) {

    Policy of(Reservation reservation) {
      boolean own = reservation.isOf(asset.organisationId());
      VisibleAsset visible =
          own ? VisibleAsset.own(asset) : VisibleAsset.shared(asset, reservation.agreementId());
      OptionalInt from = reservation.booker().facilityId();
      return book.of(
          visible,
          reservation.booker().organisationId(),
          from.isPresent()
              ? Optional.ofNullable(facilities.get(from.getAsInt()))
              : Optional.empty());
    }
  }
}
