package io.fallow.telemetry;

import io.fallow.telemetry.access.DynsecList;
import io.fallow.telemetry.enrolment.Logins;
import io.fallow.telemetry.enrolment.ValidLogin;
import io.fallow.telemetry.rejects.RejectedCommand.Lender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a Mosquitto's list of whom it lets in, from the database. */
@Command(
    name = "broker-list",
    description =
        "Writes the list of Mosquitto's dynamic security: all gateways that are valid, and the"
            + " users telemetry (with $FALLOW_MQTT_PASSWORD) and fallow-admin (with"
            + " $FALLOW_BROKER_LIST_PASSWORD). For the broker's first start, or when it has lost"
            + " its list; while it is stopped.")
final class BrokerListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "made anew; it must not be there")
  private Path file;

  private final Map<String, String> variables;
  private final Lender lender;

  BrokerListCommand(Map<String, String> variables, Lender lender) {
    this.variables = variables;
    this.lender = lender;
  }

  @Override
  public Integer call() {
    Environment env = new Environment(variables);
    String admin = env.required("FALLOW_BROKER_LIST_PASSWORD");
    String telemetry = env.required("FALLOW_MQTT_PASSWORD");
    env.orThrow();
    return lender.lend(
        database -> {
          List<ValidLogin> valid =
              new ArrayList<>(new Logins(database).valid(Instant.now()).values());
          write(DynsecList.of(admin, telemetry, valid));
          long left = valid.stream().filter(each -> !DynsecList.canBeListed(each)).count();
          spec.commandLine()
              .getOut()
              .printf(
                  "%d gateways' credentials; %d left out, as their passwords were not generated%n",
                  valid.size() - left, left);
          return 0;
        });
  }

  /** For its owner's eyes: make it the broker's. */
  private void write(String list) {
    try {
      boolean posix =
          file.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix");
      if (posix) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
      Files.writeString(file, list, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }
}
