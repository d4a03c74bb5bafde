package io.fallow.telemetry;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the pipeline as a process of its own, configured by {@link TelemetryConfig}, until it is
 * told to end. Its health and metrics are at the ops port.
 */
public final class Main {

  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final int WRONG_ENVIRONMENT = 2;

  private Main() {}

  /**
   * Starts, or runs a command and exits with its code. Exits with 2 for a wrong environment, with 1
   * where the database or the port can't be used.
   */
  public static void main(String[] args) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "io/fallow/telemetry/logback.xml");
    }
    if (args.length > 0) {
      System.exit(TelemetryCommands.commandLine(System.getenv()).execute(args));
    }
    Logger log = LoggerFactory.getLogger(Main.class);
    try {
      TelemetryConfig config = TelemetryConfig.of(System.getenv());
      Telemetry telemetry = Telemetry.start(config, Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(telemetry::close, "stop"));
      log.info("Telemetry runs, {}", config.ingest());
      log.info("Its ops port is http://{}:{}", config.ops().host(), telemetry.opsPort());
    } catch (ConfigException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(WRONG_ENVIRONMENT);
    } catch (RuntimeException failure) {
      log.error("Telemetry can't start: {}", failure.getMessage());
      System.exit(1);
    }
  }
}
