package io.fallow.gateway;

import io.fallow.gateway.config.ConfigException;
import io.fallow.gateway.config.GatewayConfig;
import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.credentials.CredentialsException;
import io.fallow.gateway.credentials.CredentialsFile;
import io.fallow.gateway.program.GatewayProgram;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway until the process is told to end. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Reads the sources of the file and publishes what they say, until it is stopped.")
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private FileOptions options;

  @Override
  public Integer call()
      throws ConfigException, CredentialsException, IOException, InterruptedException {
    GatewayConfig config = options.read();
    CredentialsFile file = new CredentialsFile(config.credentials());
    Credentials credentials = file.read();
    if (file.isOpenToOthers()) {
      LOG.warn("{} can be read by others: chmod 600", config.credentials());
    }
    GatewayProgram program = GatewayProgram.start(config, credentials, Clock.systemUTC());
    LOG.info(
        "{} runs with {} source(s); health at http://127.0.0.1:{}/health",
        credentials.gateway(),
        config.sources().size(),
        program.opsPort());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  program.close();
                  LOG.info("stopped; what waits stays on disk");
                  stopped.countDown();
                },
                "stop"));
    stopped.await(); // by the hook: the process ends with it
    return 0;
  }
}
