package io.fallow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.uplink.UplinkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionOptionsTest {

  @TempDir Path folder;

  @Test
  void theUserIsTheGatewayUnlessAnotherIsNamed() throws Exception {
    assertThat(uplink().user()).isEqualTo("forge.hall-gw");
    UplinkConfig rotated = uplink("--user", "forge.hall-gw.2");
    assertThat(rotated.user()).isEqualTo("forge.hall-gw.2");
    assertThat(rotated.address()).hasToString("forge.hall-gw");
  }

  private UplinkConfig uplink(String... more) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Stream<String> given =
        Stream.of("--gateway", "forge.hall-gw", "--password-file", password.toString());
    Anything command = new Anything();
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(Stream.concat(given, Stream.of(more)).toArray(String[]::new));
    return command.connection.uplink();
  }

  /** A command that has nothing but these options. */
  @Command(name = "anything")
  static final class Anything {
    @Mixin private ConnectionOptions connection;
  }
}
