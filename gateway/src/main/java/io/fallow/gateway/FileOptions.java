package io.fallow.gateway;

import io.fallow.gateway.config.ConfigException;
import io.fallow.gateway.config.GatewayConfig;
import io.fallow.gateway.config.GatewayFile;
import io.fallow.gateway.program.SourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** The gateway's file, as all commands that need it name it. */
final class FileOptions {

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      defaultValue = "gateway.yaml",
      description = "the gateway's file (${DEFAULT-VALUE})")
  private Path file;

  Path file() {
    return file;
  }

  GatewayConfig read() throws ConfigException, IOException {
    return GatewayFile.read(file, SourceTypes.ALL, Clock.systemUTC());
  }
}
