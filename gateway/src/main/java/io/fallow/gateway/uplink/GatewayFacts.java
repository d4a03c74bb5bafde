package io.fallow.gateway.uplink;

import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.GatewayHealth.SourceReport;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an uplink tells of its gateway besides what it knows itself. Asked for now and then by the
 * uplink's thread, which must not wait for the answer.
 */
public interface GatewayFacts {

  /** Name and version of the program. */
  String program();

  /** When the program was started. */
  Instant started();

  /** How its sources are. */
  List<SourceReport> sources();

  /** How its machine's clock jumped since it started; empty if it did not. */
  Optional<ClockJumps> clockJumps();

  /** The newest reading of each asset, to be told again. */
  List<Reading> newest();

  /** Those of a gateway that has no sources of its own, from now on. */
  static GatewayFacts plain() {
    Instant now = Instant.now();
    String version = GatewayFacts.class.getPackage().getImplementationVersion();
    String program = "fallow-gateway " + (version == null ? "(development)" : version);
    return new GatewayFacts() {
      @Override
      public String program() {
        return program;
      }

      @Override
      public Instant started() {
        return now;
      }

      @Override
      public List<SourceReport> sources() {
        return List.of();
      }

      @Override
      public Optional<ClockJumps> clockJumps() {
        return Optional.empty();
      }

      @Override
      public List<Reading> newest() {
        return List.of();
      }
    };
  }
}
