package io.fallow.telemetry.rejects;

import io.fallow.gateway.wire.GatewayAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which rejects a command is about. */
final class FilterOptions {

  @Option(
      names = "--gateway",
      paramLabel = "ORG.GATEWAY",
      converter = ToGateway.class,
      description = "of this gateway only")
  private GatewayAddress gateway;

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "with this reason only, such as unknown-asset")
  private String reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = ToInstant.class,
      description = "received since then only: 2026-11-21T20:00:00Z, or so long ago: PT24H")
  private Instant since;

  RejectFilter filter(boolean replayedToo) {
    return new RejectFilter(
        Optional.ofNullable(gateway),
        Optional.ofNullable(reason),
        Optional.ofNullable(since),
        replayedToo);
  }

  boolean isEmpty() {
    return gateway == null && reason == null && since == null;
  }

  static final class ToGateway implements ITypeConverter<GatewayAddress> {
    @Override
    public GatewayAddress convert(String text) {
      try {
        return GatewayAddress.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  static final class ToInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.startsWith("P")
            ? Instant.now().minus(Duration.parse(text))
            : Instant.parse(text);
      } catch (DateTimeParseException wrong) {
        throw new TypeConversionException("neither an instant in UTC nor an ISO-8601 duration");
      }
    }
  }
}
