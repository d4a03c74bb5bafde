package io.fallow.telemetry.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the program would write, by the pattern of the configuration that it is shipped with. */
public final class ShippedLog implements AutoCloseable {

  private static final Pattern PATTERN = Pattern.compile("<pattern>(.*?)</pattern>");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger root;
  private final Logger ours;
  private final Level before;

  /** Listens to all of ours, down to what is told while looking for a fault. */
  public ShippedLog(String configuration) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    ours = context.getLogger("io.fallow");
    before = ours.getLevel();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern(configuration));
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    root.addAppender(appender);
    ours.setLevel(Level.DEBUG);
  }

  private static String pattern(String configuration) throws IOException {
    try (InputStream in = ShippedLog.class.getResourceAsStream(configuration)) {
      Matcher found = PATTERN.matcher(new String(in.readAllBytes(), UTF_8));
      if (!found.find()) {
        throw new IllegalStateException("no pattern in " + configuration);
      }
      return found.group(1).replace("&amp;", "&");
    }
  }

  /** The lines, so far. */
  public List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }

  /** Lines that don't begin as ours do, or hold a control character. */
  public List<String> forged() {
    return Stream.of(written.toString(UTF_8).split("\n", -1))
        .filter(line -> !line.isEmpty())
        .filter(line -> !isOurs(line) || line.chars().anyMatch(ShippedLog::isControl))
        .toList();
  }

  private static boolean isOurs(String line) {
    return line.matches("[0-9:]{8} (DEBUG|INFO |WARN |ERROR) .*")
        || line.startsWith("\t")
        || line.matches("(Caused by: )?[a-zA-Z.$]+(Exception|Error)\\b.*");
  }

  private static boolean isControl(int c) {
    return (Character.isISOControl(c) && c != '\t') || c == 0x2028 || c == 0x2029;
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    ours.setLevel(before);
    appender.stop();
  }
}
