package io.fallow.scheduler.telling.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.util.CompatibilityHints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCalendarTest {

  private static final Instant START = Instant.parse("2026-11-28T08:00:00Z");
  private static final UUID ID = UUID.fromString("3f2b8c1e-0d54-4e7a-9b1c-6a5d4c3b2a19");

  private static Feed feed(String name) {
    return new Feed(
        ID, 1, Feed.Scope.ORGANISATION, "lena", OptionalInt.empty(), Optional.empty(), name, START);
  }

  private static Entry entry(UUID id, String status, String purpose) {
    return new Entry(
        id,
        3,
        status,
        "lakeside.mri-1",
        "MRI 1, 3 T",
        "Lakeside; North",
        "Harbor & Sons, Clinic",
        "hanna",
        purpose,
        START,
        START.plusSeconds(7200),
        START.minusSeconds(90_000),
        START.minusSeconds(60));
  }

  /** Reads and validates as strictly as the library can. */
  private static Calendar parsed(String text) throws Exception {
    for (String hint :
        List.of(
            CompatibilityHints.KEY_RELAXED_PARSING,
            CompatibilityHints.KEY_RELAXED_UNFOLDING,
            CompatibilityHints.KEY_RELAXED_VALIDATION)) {
      assertThat(CompatibilityHints.isHintEnabled(hint)).as(hint).isFalse();
    }
    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    assertThat(calendar.validate(true).getEntries()).isEmpty();
    return calendar;
  }

  private static List<VEvent> events(Calendar calendar) {
    return calendar.getComponents("VEVENT").stream().map(VEvent.class::cast).toList();
  }

  private static String value(VEvent event, String property) {
    return event.getRequiredProperty(property).getValue();
  }

  @Test
  void aReservationIsAnEventWithItsWholeLife() throws Exception {
    String text = FeedCalendar.of(feed("Harbor"), List.of(entry(ID, "CONFIRMED", "knee series")));
    VEvent event = events(parsed(text)).get(0);
    assertThat(value(event, "UID")).isEqualTo(ID + "@fallow");
    assertThat(value(event, "SEQUENCE")).isEqualTo("3");
    assertThat(value(event, "STATUS")).isEqualTo("CONFIRMED");
    assertThat(value(event, "DTSTART")).isEqualTo("20261128T080000Z");
    assertThat(value(event, "DTEND")).isEqualTo("20261128T100000Z");
    assertThat(value(event, "DTSTAMP")).isEqualTo("20261128T075900Z");
    assertThat(value(event, "LAST-MODIFIED")).isEqualTo("20261128T075900Z");
    assertThat(value(event, "CREATED")).isEqualTo("20261127T070000Z");
    assertThat(value(event, "SUMMARY")).isEqualTo("MRI 1, 3 T · Harbor & Sons, Clinic");
    assertThat(value(event, "LOCATION")).isEqualTo("Lakeside; North");
    assertThat(value(event, "DESCRIPTION"))
        .isEqualTo("CONFIRMED, lakeside.mri-1, booked by hanna\nknee series");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "two\nlines",
        "of Windows\r\nand of old Macs\rtoo",
        "a, b; c: d \\ e \\n f",
        "\"quoted\" 'text'",
        "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
        "\nATTACH:file:///etc/passwd",
        " leading and trailing ",
        "😀 emoji 👩‍⚕️ and accents äöü, 診断",
        "controls \u0000\u0007\u001b\u007f\u0085 gone",
        "half an emoji \ud83d here"
      })
  void whateverThePurposeIsTheFeedIsValidAndTellsItUnchanged(String purpose) throws Exception {
    String text = FeedCalendar.of(feed(purpose + "x"), List.of(entry(ID, "IN_USE", purpose)));
    List<VEvent> events = events(parsed(text));
    assertThat(events).hasSize(1);
    assertThat(value(events.get(0), "DESCRIPTION"))
        .isEqualTo(Lines.clean("IN_USE, lakeside.mri-1, booked by hanna\n" + purpose));
    foldsWell(text);
  }

  @Test
  void fiveHundredHostileCharactersInAnyOrderAreToldUnchanged() throws Exception {
    String[] pieces = {
      "😀", "ä", ",", ";", ":", "\\", "\n", "\"", "n", " ", "診", "=", "^", "é", "\t"
    };
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      StringBuilder purpose = new StringBuilder();
      while (purpose.length() < 500) {
        purpose.append(pieces[random.nextInt(pieces.length)]);
      }
      String text =
          FeedCalendar.of(feed("Feed"), List.of(entry(ID, "COMPLETED", purpose.toString())));
      assertThat(events(parsed(text))).hasSize(1);
      assertThat(description(text))
          .isEqualTo(Lines.clean("COMPLETED, lakeside.mri-1, booked by hanna\n" + purpose));
      foldsWell(text);
    }
  }

  /**
   * What the description says, read by the letter of RFC 5545, 3.3.11: the library reads a
   * backslash at the end of a line wrongly.
   */
  private static String description(String text) {
    String line =
        text.replace("\r\n ", "")
            .lines()
            .filter(each -> each.startsWith("DESCRIPTION:"))
            .findFirst()
            .orElseThrow()
            .substring("DESCRIPTION:".length());
    StringBuilder read = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      boolean escaped = line.charAt(i) == '\\';
      char c = escaped ? line.charAt(++i) : line.charAt(i);
      read.append(escaped && (c == 'n' || c == 'N') ? '\n' : c);
    }
    return read.toString();
  }

  @Test
  void whatWasCalledOffIsCancelledAndWhatIsAskedForIsTentative() throws Exception {
    for (String status : List.of("CANCELLED", "DECLINED", "BUMPED", "NO_SHOW")) {
      String text = FeedCalendar.of(feed("Feed"), List.of(entry(ID, status, "")));
      assertThat(value(events(parsed(text)).get(0), "STATUS")).isEqualTo("CANCELLED");
    }
    String text = FeedCalendar.of(feed("Feed"), List.of(entry(ID, "REQUESTED", "")));
    assertThat(value(events(parsed(text)).get(0), "STATUS")).isEqualTo("TENTATIVE");
  }

  @Test
  void aFeedWithManyEntriesIsValid() throws Exception {
    List<Entry> entries =
        new Random(7)
            .longs(1_000)
            .mapToObj(each -> entry(new UUID(each, ~each), "CONFIRMED", "no. " + each))
            .toList();
    String text = FeedCalendar.of(feed("Feed"), entries);
    assertThat(events(parsed(text))).hasSize(1_000);
    assertThat(FeedCalendar.of(feed("Feed"), entries)).isEqualTo(text);
  }

  @Test
  void aFeedWithoutEntriesIsValidToo() throws Exception {
    assertThat(events(parsed(FeedCalendar.of(feed("Feed"), List.of())))).isEmpty();
  }

  private static void foldsWell(String text) {
    for (String line : text.split("\r\n", -1)) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
      assertThat(line).doesNotContain("\n").doesNotContain("\r");
    }
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }
}
