package io.fallow.sim.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each program that we ship writes of what others sent it. */
class ShippedLogTest {

  private static final String HOSTILE =
      "a\r\nb\u001b[2J\u0007c\u0000d\u0085e\u009bf\u2028g\u2029h\u007f 00:00:00 ERROR forged";

  private static final Pattern PATTERN = Pattern.compile("<pattern>(.*?)</pattern>");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/fallow/gateway/logback.xml",
        "io/fallow/telemetry/logback.xml",
        "io/fallow/scheduler/logback.xml",
        "fallow-local-logback.xml",
        "fallow-bench-logback.xml"
      })
  void whatOthersSentIsOneLineWithoutControlCharacters(String configuration) throws IOException {
    List<String> patterns = patterns(configuration);
    assertThat(patterns).isNotEmpty();
    for (String pattern : patterns) {
      String text = written(pattern, null);
      assertThat(text.stripTrailing()).contains("a  b [2J ").contains("forged");
      assertThat(text.lines()).hasSize(1);
      assertThat(controls(text)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/fallow/gateway/logback.xml",
        "io/fallow/telemetry/logback.xml",
        "io/fallow/scheduler/logback.xml",
        "fallow-local-logback.xml",
        "fallow-bench-logback.xml"
      })
  void aFailuresMessageBeginsNoLineOfItsOwn(String configuration) throws IOException {
    Exception cause = new IllegalArgumentException(HOSTILE + "\n00:00:00 ERROR forged again");
    for (String pattern : patterns(configuration)) {
      String text = written(pattern, new IllegalStateException(HOSTILE, cause));
      assertThat(text.lines().skip(1))
          .allMatch(line -> line.startsWith("\t") || line.contains("Exception: a b [2J"));
      assertThat(text).contains("forged again");
      assertThat(controls(text)).isEmpty();
    }
  }

  private static List<String> patterns(String configuration) throws IOException {
    try (InputStream in = ShippedLogTest.class.getResourceAsStream("/" + configuration)) {
      String xml = new String(in.readAllBytes(), UTF_8);
      return PATTERN
          .matcher(xml)
          .results()
          .map(found -> found.group(1).replace("&amp;", "&"))
          .toList();
    }
  }

  private static String written(String pattern, Throwable failure) {
    LoggerContext context = new LoggerContext();
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern);
    layout.start();
    return layout.doLayout(
        new LoggingEvent(
            "test", context.getLogger("io.fallow.Test"), Level.WARN, HOSTILE, failure, null));
  }

  /** All but tabs and the ends of lines. */
  private static List<String> controls(String text) {
    return text.codePoints()
        .filter(
            c ->
                (Character.isISOControl(c) && c != '\t' && c != '\n') || c == 0x2028 || c == 0x2029)
        .mapToObj(Integer::toHexString)
        .toList();
  }
}
