package io.fallow.scheduler.audit;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** What a check has found, in words. */
record ReportText(ChainReport report) {

  void print(PrintWriter out) {
    report.chains().forEach(chain -> out.println(line(chain)));
    report.faults().forEach(fault -> out.println(line(fault)));
    out.println(verdict());
    out.flush();
  }

  private String line(ChainSummary chain) {
    String end =
        chain
            .end()
            .map(
                seal ->
                    "head %d of %s  %s"
                        .formatted(
                            seal.number(), seal.sealedAt(), seal.code().hex().substring(0, 16)))
            .orElse("");
    long faults = report.faultsOf(chain.organisationId());
    return "%-20s %9d entries  %s  %s"
        .formatted(
            report.names().of(chain.organisationId()),
            chain.entries(),
            end,
            faults == 0 ? "sound" : count(faults, "fault"));
  }

  private String line(ChainFault fault) {
    String numbers = fault.from() == 0 ? "" : " " + range(fault.from(), fault.to());
    String kind = fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%s%s  %s  %s: %s"
        .formatted(
            report.names().of(fault.organisationId()), numbers, time(fault), kind, fault.detail());
  }

  private static String range(long from, long to) {
    return from == to ? String.valueOf(from) : from + "-" + to;
  }

  private static String time(ChainFault fault) {
    String since = fault.since().map(Instant::toString).orElse("");
    String until = fault.until().map(Instant::toString).orElse("");
    if (since.equals(until)) {
      return since.isEmpty() ? "now" : since;
    }
    return since.isEmpty() ? "before " + until : "between " + since + " and " + until;
  }

  private String verdict() {
    String all =
        "%s of %s"
            .formatted(
                count(report.entries(), "entr", "y", "ies"),
                count(report.chains().size(), "chain"));
    return report.isSound()
        ? all + ": sound."
        : all + ": " + count(report.faults().size(), "fault") + ".";
  }

  private static String count(long number, String what) {
    return count(number, what, "", "s");
  }

  private static String count(long number, String what, String one, String many) {
    return number + " " + what + (number == 1 ? one : many);
  }
}
