package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the readings of one payload. Of a reading's faults the first is kept; the rest of that
 * reading is skipped, so that the next one is found.
 */
final class JsonReadingDecoder {

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "+Infinity", "-Infinity");

  private final JsonParser parser;
  private final byte[] payload;
  private final Set<String> seen = new HashSet<>();

  private String asset;
  private Instant time;
  private Optional<Activity> activity;
  private OptionalDouble powerW;
  private OptionalLong counter;
  private RejectReason reason;
  private String fault;

  JsonReadingDecoder(JsonParser parser, byte[] payload) {
    this.parser = parser;
    this.payload = payload;
  }

  /** Reads the value on which the parser stands, and leaves it on that value's last token. */
  void read(int index, List<Reading> good, List<BadReading> bad) throws IOException {
    clear();
    JsonLocation start = parser.currentTokenLocation();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      fields();
    } else {
      parser.skipChildren();
      invalid("a reading is a JSON object");
    }
    Optional<Reading> reading = fault == null ? reading() : Optional.empty();
    reading.ifPresentOrElse(
        good::add,
        () -> {
          String where = "readings[" + index + "]" + JsonBatchDecoder.at(start) + ": ";
          bad.add(new BadReading(reason, where + fault, since(start)));
        });
  }

  private void clear() {
    seen.clear();
    asset = null;
    time = null;
    activity = Optional.empty();
    powerW = OptionalDouble.empty();
    counter = OptionalLong.empty();
    reason = null;
    fault = null;
  }

  private void fields() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!seen.add(name)) {
        invalid("the field " + name + " is given twice");
      } else if (value != JsonToken.VALUE_NULL || name.equals("asset") || name.equals("time")) {
        field(name);
      }
      parser.skipChildren();
    }
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "asset" -> text(name).ifPresent(text -> asset = text);
      case "time" -> text(name).ifPresent(this::time);
      case "activity" -> text(name).ifPresent(this::activity);
      case "powerW" -> power();
      case "counter" -> counter();
      default -> invalid("the field " + name + " is unknown");
    }
  }

  private Optional<String> text(String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return Optional.of(parser.getText());
    }
    invalid(name + " is a text");
    return Optional.empty();
  }

  private void time(String text) {
    try {
      time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      invalid("time is not an ISO 8601 time with an offset: " + text);
    }
  }

  private void activity(String text) {
    activity = Arrays.stream(Activity.values()).filter(a -> a.name().equals(text)).findAny();
    if (activity.isEmpty()) {
      invalid("activity is none of " + Arrays.toString(Activity.values()) + ": " + text);
    }
  }

  private void power() throws IOException {
    if (parser.currentToken().isNumeric()) {
      double watts = parser.getDoubleValue();
      if (Double.isFinite(watts)) {
        powerW = OptionalDouble.of(watts);
      } else {
        fault(RejectReason.NOT_FINITE, "powerW is not finite: " + parser.getText());
      }
    } else if (NOT_FINITE.contains(parser.getText())) {
      fault(RejectReason.NOT_FINITE, "powerW is not finite: " + parser.getText());
    } else {
      invalid("powerW is a number");
    }
  }

  private void counter() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        counter = OptionalLong.of(parser.getLongValue());
        return;
      } catch (InputCoercionException tooLong) {
        // said below
      }
    }
    invalid("counter is a whole number of at most 63 bits");
  }

  private Optional<Reading> reading() {
    if (asset == null || time == null) {
      invalid("the field " + (asset == null ? "asset" : "time") + " is missing");
      return Optional.empty();
    }
    try {
      return Optional.of(new Reading(asset, time, activity, powerW, counter));
    } catch (IllegalArgumentException e) {
      invalid(e.getMessage());
      return Optional.empty();
    }
  }

  private void invalid(String what) {
    fault(RejectReason.INVALID_VALUE, what);
  }

  private void fault(RejectReason why, String what) {
    if (fault == null) {
      reason = why;
      fault = what;
    }
  }

  private byte[] since(JsonLocation start) {
    return Arrays.copyOfRange(
        payload, (int) start.getByteOffset(), (int) parser.currentLocation().getByteOffset());
  }
}
