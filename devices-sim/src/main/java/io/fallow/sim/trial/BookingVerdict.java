package io.fallow.sim.trial;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.fallow.sim.history.Finding;
import io.fallow.sim.history.Kind;
import io.fallow.sim.history.Operation;
import io.fallow.sim.history.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What came of a trial of bookings.
 *
 * @param versions of reservations that the database has
 * @param cuts connections that were cut
 * @param findings what must not be
 */
record BookingVerdict(
    List<Operation> operations,
    int versions,
    int databaseKills,
    int schedulerKills,
    int cuts,
    List<Finding> findings) {

  private static final int SHOWN = 20;

  boolean sound() {
    return findings.isEmpty() && operations.stream().anyMatch(Operation::isDone);
  }

  private long count(Predicate<Operation> which) {
    return operations.stream().filter(which).count();
  }

  private String kinds() {
    return Stream.of(Kind.values())
        .map(kind -> row(kind, operations.stream().filter(each -> each.kind() == kind).toList()))
        .collect(joining("\n"));
  }

  private static String row(Kind kind, List<Operation> of) {
    long done = of.stream().filter(Operation::isDone).count();
    long refused = of.stream().filter(Operation::isRefused).count();
    return "  %-8s %,9d  %,9d  %,9d  %,9d"
        .formatted(
            kind.name().toLowerCase(java.util.Locale.ROOT),
            of.size(),
            done,
            refused,
            of.size() - done - refused);
  }

  private String refusals() {
    Map<String, Long> byReason =
        operations.stream()
            .map(Operation::result)
            .filter(Result.Refused.class::isInstance)
            .map(Result.Refused.class::cast)
            .collect(
                groupingBy(
                    refused -> refused.status() + " " + String.join(", ", refused.codes()),
                    TreeMap::new,
                    counting()));
    return byReason.entrySet().stream()
        .map(each -> "  %-42s %,9d".formatted(each.getKey(), each.getValue()))
        .collect(joining("\n"));
  }

  private String shown() {
    return findings.stream()
        .limit(SHOWN)
        .map(each -> "  " + each.check() + ": " + each.what() + "\n")
        .collect(joining());
  }

  @Override
  public String toString() {
    return """
                  operations       done    refused   not told
        %s
          all      %,9d  %,9d  %,9d  %,9d
        refused, and justified by the history unless it is a violation
        %s
        undecided at first                           %,9d
          asked again until it was plain             %,9d
          plain from the reservation's versions      %,9d
        versions of reservations in the database     %,9d
        kill -9 of PostgreSQL                        %,9d
        kill -9 of the scheduler                     %,9d
        connections cut                              %,9d
        violations                                   %,9d
        %s"""
        .formatted(
            kinds(),
            operations.size(),
            count(Operation::isDone),
            count(Operation::isRefused),
            count(each -> !each.isDone() && !each.isRefused()),
            refusals(),
            count(each -> each.undecided() > 0),
            count(each -> each.undecided() > 0 && (each.isDone() || each.isRefused())),
            count(each -> each.undecided() > 0 && !each.isDone() && !each.isRefused()),
            versions,
            databaseKills,
            schedulerKills,
            cuts,
            findings.size(),
            shown());
  }
}
