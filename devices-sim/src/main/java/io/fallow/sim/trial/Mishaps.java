package io.fallow.sim.trial;

import io.fallow.sim.world.FleetStack;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills the database and the scheduler, as {@code kill -9} does, and starts them again after a
 * while; and cuts the connections between them. At moments of the dice.
 */
final class Mishaps {

  private static final Duration BETWEEN_CUTS = Duration.ofSeconds(4);

  private enum What {
    DATABASE,
    SCHEDULER,
    CUT
  }

  private record Planned(What what, Duration after) {}

  private final FleetStack stack;
  private final Random dice;
  private final PrintStream out;
  private final List<Planned> plan = new ArrayList<>();
  private int databaseKills;
  private int schedulerKills;
  private int cuts;

  /**
   * Not begun yet.
   *
   * @param time over which they are spread
   * @param kills of the database; the scheduler is killed a third as often
   */
  Mishaps(FleetStack stack, Random dice, Duration time, int kills, PrintStream out) {
    this.stack = stack;
    this.dice = dice;
    this.out = out;
    plan(What.DATABASE, kills, time);
    plan(What.SCHEDULER, kills / 3, time);
    plan(What.CUT, (int) time.dividedBy(BETWEEN_CUTS), time);
    plan.sort(Comparator.comparing(Planned::after));
  }

  private void plan(What what, int times, Duration time) {
    for (int i = 0; i < times; i++) {
      double moment = (i + 0.2 + 0.6 * dice.nextDouble()) / times;
      plan.add(new Planned(what, Duration.ofMillis(Math.round(time.toMillis() * moment))));
    }
  }

  /** Lets them happen; returns after the last. */
  void happen(Instant begun) throws InterruptedException {
    for (Planned each : plan) {
      Duration until = Duration.between(Instant.now(), begun.plus(each.after()));
      TimeUnit.MILLISECONDS.sleep(Math.max(0, until.toMillis()));
      switch (each.what()) {
        case DATABASE -> killDatabase(begun);
        case SCHEDULER -> killScheduler(begun);
        case CUT -> cut();
      }
    }
  }

  private void killDatabase(Instant begun) throws InterruptedException {
    stack.timescale().kill();
    long away = 200 + dice.nextLong(1_300);
    say(begun, "PostgreSQL is killed, and started again after %d ms".formatted(away));
    TimeUnit.MILLISECONDS.sleep(away);
    stack.timescale().resume();
    databaseKills++;
  }

  private void killScheduler(Instant begun) {
    stack.scheduler().kill();
    say(begun, "the scheduler is killed, and started again");
    stack.scheduler().start();
    schedulerKills++;
  }

  private static final String CUT =
      """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE application_name = 'fallow-scheduler'
      """;

  private void cut() {
    cuts += stack.database().inTransaction(Mishaps::cut);
  }

  private static int cut(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL ROLE NONE"); // no role of Fallow's may
      try (ResultSet row = statement.executeQuery(CUT)) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private void say(Instant begun, String text) {
    out.printf("%5.1f s  %s%n", Duration.between(begun, Instant.now()).toMillis() / 1e3, text);
  }

  int databaseKills() {
    return databaseKills;
  }

  int schedulerKills() {
    return schedulerKills;
  }

  /** Connections that were cut. */
  int cuts() {
    return cuts;
  }
}
