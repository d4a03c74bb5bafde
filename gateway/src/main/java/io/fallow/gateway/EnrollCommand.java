package io.fallow.gateway;

import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.credentials.CredentialsException;
import io.fallow.gateway.credentials.CredentialsFile;
import io.fallow.gateway.credentials.Enrolment;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gets the gateway's credentials once. */
@Command(
    name = "enroll",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Turns a one-time token into credentials, and keeps them in a file that you alone can read.",
      "Your platform shows the token when the gateway is created there."
    })
final class EnrollCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--platform",
      required = true,
      paramLabel = "URL",
      description = "the platform's address: https://fallow.example")
  private URI platform;

  @Option(
      names = "--token",
      required = true,
      arity = "0..1",
      interactive = true,
      echo = false,
      paramLabel = "TOKEN",
      description = "the one-time token; asked for when left out")
  private String token;

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      defaultValue = "credentials.json",
      description = "where to keep the credentials (${DEFAULT-VALUE})")
  private Path file;

  @Option(names = "--replace", description = "put new credentials in the place of old ones")
  private boolean replace;

  @Override
  public Integer call() throws CredentialsException, InterruptedException {
    CredentialsFile kept = new CredentialsFile(file);
    if (kept.exists() && !replace) {
      throw new ParameterException(
          command.commandLine(), file + " exists: give --replace to enroll anew");
    }
    kept.requireWritable();
    Credentials credentials = new Enrolment(platform).with(token.strip());
    kept.write(credentials);
    command
        .commandLine()
        .getOut()
        .printf(
            "enrolled as %s at %s; credentials are in %s%n",
            credentials.gateway(), credentials.brokers(), file);
    command.commandLine().getOut().flush();
    return 0;
  }
}
