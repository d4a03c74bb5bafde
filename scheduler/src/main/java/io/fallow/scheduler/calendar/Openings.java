package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * When facilities and assets are open, as their owners said it: the hours of the week, single days
 * with other hours, and closed days. Writing the same thing twice changes nothing. Blocks; safe for
 * any number of threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Openings {

  private final Database database;

  public Openings(Database database) {
    this.database = database;
  }

  /** The hours of the week that were said of just this place, by weekday and time. */
  public List<WeeklyOpening> week(Place place) {
    return database.inTransaction(connection -> PlaceRows.week(connection, place));
  }

  /** Replaces the hours of the week; an asset without any has its facility's. */
  public void replaceWeek(Place place, Collection<WeeklyOpening> week) {
    change(connection -> OpeningWrites.replace(connection, place, week));
  }

  /** The exceptions that were said of just this place, on days from one to another, ascending. */
  public List<OpeningException> exceptions(Place place, LocalDate from, LocalDate until) {
    return database.inTransaction(
        connection -> PlaceRows.exceptions(connection, place, from, until));
  }

  /** Writes an exception, in the place of one on that day. */
  public void putException(Place place, OpeningException exception) {
    change(connection -> OpeningWrites.put(connection, place, exception));
  }

  /** Removes the exception of a day; whether there was one. */
  public boolean removeException(Place place, LocalDate day) {
    return database.inTransaction(connection -> OpeningWrites.remove(connection, place, day));
  }

  /** A facility's closed days from one day to another, ascending. */
  public List<ClosedDay> closedDays(Facility facility, LocalDate from, LocalDate until) {
    return database.inTransaction(
        connection -> ClosedDayRows.list(connection, facility.id(), from, until));
  }

  /** Closes a facility on some days; one that is closed already gets the new reason. */
  public void addClosedDays(Facility facility, Collection<ClosedDay> days) {
    change(connection -> ClosedDayRows.write(connection, facility.id(), days));
  }

  /** Opens a closed day again; whether it was one. */
  public boolean removeClosedDay(Facility facility, LocalDate day) {
    return database.inTransaction(
        connection -> ClosedDayRows.remove(connection, facility.id(), day));
  }

  private interface Change {
    void on(Connection connection) throws SQLException;
  }

  private void change(Change change) {
    database.inTransaction(
        connection -> {
          change.on(connection);
          return null;
        });
  }
}
