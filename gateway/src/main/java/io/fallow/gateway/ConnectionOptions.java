package io.fallow.gateway;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where readings go: the same for all commands. */
final class ConnectionOptions {

  private static final String PASSWORD_VARIABLE = "FALLOW_GATEWAY_PASSWORD";
  private static final String USER_VARIABLE = "FALLOW_GATEWAY_USER";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--broker",
      paramLabel = "URI",
      defaultValue = "tcp://127.0.0.1:1883",
      description = "tcp://host:port or ssl://host:port (${DEFAULT-VALUE})")
  private URI broker;

  @Option(
      names = "--gateway",
      paramLabel = "ORG.GATEWAY",
      description = "whose readings they are: organisation.gateway")
  private String gateway;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "the MQTT user of the gateway's credential; otherwise $"
              + USER_VARIABLE
              + ", or organisation.gateway")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "holds the gateway's password; otherwise $" + PASSWORD_VARIABLE)
  private Path passwordFile;

  @Option(
      names = "--queue",
      paramLabel = "DIR",
      description = "where readings wait (.fallow/queues/ORG.GATEWAY)")
  private Path queue;

  @Option(
      names = "--patience",
      paramLabel = "ISO-DURATION",
      defaultValue = "PT1M",
      description =
          "how long nothing may be delivered before the command gives up (${DEFAULT-VALUE})")
  private Duration patience;

  @Option(
      names = "--until",
      paramLabel = "WHO",
      defaultValue = "PLATFORM",
      description =
          "who must have a message before the queue gives it up: PLATFORM, when it is in the"
              + " database, or BROKER (${DEFAULT-VALUE})")
  private Until until;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "protobuf",
      description =
          "in which form messages are stored and published: protobuf (compact) or json"
              + " (${DEFAULT-VALUE})")
  private PayloadFormat format;

  Duration patience() {
    return patience;
  }

  UplinkConfig uplink() throws IOException {
    try {
      return UplinkConfig.of(broker, address(), password()).as(user()).until(until);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  DiskQueue openQueue() {
    Path folder = queue != null ? queue : Path.of(".fallow", "queues", address().toString());
    return DiskQueue.open(folder, QueueLimits.DEFAULT, format, Clock.systemUTC());
  }

  private GatewayAddress address() {
    if (gateway == null) {
      throw wrong("--gateway is missing: organisation.gateway");
    }
    try {
      return GatewayAddress.parse(gateway);
    } catch (IllegalArgumentException e) {
      throw wrong("--gateway " + gateway + ": " + e.getMessage());
    }
  }

  private String user() {
    if (user != null) {
      return user;
    }
    String set = System.getenv(USER_VARIABLE);
    return set == null || set.isBlank() ? address().toString() : set.strip();
  }

  private String password() throws IOException {
    if (passwordFile != null) {
      return Files.readString(passwordFile).strip();
    }
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(PASSWORD_VARIABLE)) {
      throw wrong("no password: give --password-file or set " + PASSWORD_VARIABLE);
    }
    return environment.get(PASSWORD_VARIABLE);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
