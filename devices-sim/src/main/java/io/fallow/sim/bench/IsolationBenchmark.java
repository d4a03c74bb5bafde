package io.fallow.sim.bench;

import io.fallow.sim.world.FleetStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What row-level security and the audit cost: the same searches and bookings with them and without,
 * turn by turn in one run, so that what else goes on meets both; each goes first as often as the
 * other, as whoever comes later finds a warmer machine. Without them, requests go on saying for
 * whom they ask. Blocks.
 */
final class IsolationBenchmark {

  private static final int TURNS = 4; // even
  private static final int WARM_UP_SECONDS = 12;
  private static final int SEARCH_SECONDS = 4;
  private static final int RACE_SECONDS = 6;
  private static final int SPREAD_SECONDS = 8;
  private static final int MOST_PERCENT = 25;

  private final FleetStack stack;
  private final Resources resources;
  private final SearchBenchmark search;
  private final BookingBenchmark booking;
  private final Report report;
  private final Consumer<String> progress;

  IsolationBenchmark(
      FleetStack stack,
      Resources resources,
      SearchBenchmark search,
      BookingBenchmark booking,
      Report report,
      Consumer<String> progress) {
    this.stack = stack;
    this.resources = resources;
    this.search = search;
    this.booking = booking;
    this.report = report;
    this.progress = progress;
  }

  /** Something to be done for some seconds, which tells how often it was done. */
  private interface Work {
    long run(int run) throws IOException;
  }

  /** What was done with the guards on, or off. */
  private record Sum(double operations, double seconds, double cpu) {

    static final Sum NONE = new Sum(0, 0, 0);

    Sum plus(double more, double inSeconds, double ofCpu) {
      return new Sum(operations + more, seconds + inSeconds, cpu + ofCpu);
    }

    double cpuMs() {
      return cpu / operations * 1e3;
    }

    double rate() {
      return operations / seconds;
    }
  }

  void run() throws IOException {
    search.awaitIndex();
    Guards guards = new Guards(stack.database());
    Path searchers = search.tokens();
    Path bookers = booking.tokens();
    int assets = FleetBenchmark.ASSETS;
    progress.accept("warming up ...");
    search.load(searchers, search.searches(), WARM_UP_SECONDS);
    booking.load(bookers, 1, booking.slots(7), assets, WARM_UP_SECONDS);
    race(booking, bookers, -1, WARM_UP_SECONDS);
    report.title("With row-level security and audit, and without; %d turns each".formatted(TURNS));
    report.line("on: " + guards.state());
    measure(
        "searches",
        SEARCH_SECONDS,
        guards,
        turn -> search.load(searchers, search.searches(), SEARCH_SECONDS).searches());
    measure(
        "attempts at one slot",
        RACE_SECONDS,
        guards,
        turn -> race(booking, bookers, turn, RACE_SECONDS));
    measure(
        "bookings all over the fleet",
        SPREAD_SECONDS,
        guards,
        turn ->
            booking
                .load(bookers, 1, booking.slots(5) + 3L * turn * assets, assets, SPREAD_SECONDS)
                .booked());
  }

  private static long race(BookingBenchmark booking, Path bookers, int turn, int seconds)
      throws IOException {
    long slots = (250L + 8L * turn) * BookingBenchmark.RACED_ASSETS;
    int assets = BookingBenchmark.RACED_ASSETS;
    return booking.load(bookers, BookingBenchmark.ATTEMPTS_EACH, slots, assets, seconds).attempts();
  }

  private void measure(String what, int seconds, Guards guards, Work work) throws IOException {
    progress.accept(what);
    Sum on = Sum.NONE;
    Sum off = Sum.NONE;
    List<String> each = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      boolean guardedFirst = turn % 2 == 0;
      Sum first = once(work, 2 * turn, seconds, guards, guardedFirst);
      Sum second = once(work, 2 * turn + 1, seconds, guards, !guardedFirst);
      Sum with = guardedFirst ? first : second;
      Sum without = guardedFirst ? second : first;
      on = on.plus(with.operations(), with.seconds(), with.cpu());
      off = off.plus(without.operations(), without.seconds(), without.cpu());
      each.add("%+.0f %%".formatted(100 * (with.cpuMs() / without.cpuMs() - 1)));
    }
    guards.turn(true);
    double more = 100 * (on.cpuMs() / off.cpuMs() - 1);
    report.line(
        "%-28s on %.2f ms of CPU each, %,.0f/s; off %.2f ms, %,.0f/s; %+.0f %% (turn by turn %s)"
            .formatted(
                what,
                on.cpuMs(),
                on.rate(),
                off.cpuMs(),
                off.rate(),
                more,
                String.join(", ", each)));
    report.target(
        new Target(
            "%s take at most %d %% more of scheduler and PostgreSQL with RLS and audit"
                .formatted(what, MOST_PERCENT),
            "%+.0f %%".formatted(more),
            more <= MOST_PERCENT));
  }

  private Sum once(Work work, int turn, int seconds, Guards guards, boolean guarded)
      throws IOException {
    guards.turn(guarded);
    CpuUse before = resources.cpu();
    long operations = work.run(turn);
    CpuUse cpu = resources.cpu().since(before);
    return new Sum(operations, seconds, cpu.of(Role.SCHEDULER) + cpu.of(Role.DATABASE));
  }
}
