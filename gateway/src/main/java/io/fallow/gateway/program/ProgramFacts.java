package io.fallow.gateway.program;

import io.fallow.gateway.intake.Newest;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth;
import io.fallow.gateway.uplink.GatewayFacts;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.GatewayHealth.SourceReport;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the uplink tells of this program and its sources. */
record ProgramFacts(Instant started, List<Source> from, Newest seen, ClockWatch watch)
    implements GatewayFacts {

  @Override
  public String program() {
    String version = ProgramFacts.class.getPackage().getImplementationVersion();
    return "fallow-gateway " + (version == null ? "(development)" : version);
  }

  @Override
  public List<SourceReport> sources() {
    return from.stream().map(ProgramFacts::report).toList();
  }

  private static SourceReport report(Source source) {
    SourceHealth health = source.health();
    return new SourceReport(
        source.name(),
        health.standing().name().toLowerCase(Locale.ROOT),
        health.since(),
        health.trouble());
  }

  @Override
  public Optional<ClockJumps> clockJumps() {
    return watch.jumps();
  }

  @Override
  public List<Reading> newest() {
    return seen.all().stream().map(Newest.Seen::reading).toList();
  }
}
