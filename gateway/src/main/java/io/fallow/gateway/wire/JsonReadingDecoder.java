package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads the readings of one payload. Of a reading's faults the first is kept; the rest of that
 * reading is skipped, so that the next one is found.
 */
final class JsonReadingDecoder {

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "+Infinity", "-Infinity");

  private static final int ASSET = 1;
  private static final int TIME = 2;
  private static final int ACTIVITY = 4;
  private static final int POWER = 8;
  private static final int COUNTER = 16;

  private final JsonParser parser;
  private final byte[] payload;
  private final ReadingSink sink;

  /** Which of the fields were met, as a sum of the constants above; likewise those with a value. */
  private int seen;

  private int given;
  private String asset;
  private long time;
  private int activity;
  private double powerW;
  private long counter;
  private RejectReason reason;
  private String fault;

  JsonReadingDecoder(JsonParser parser, byte[] payload, ReadingSink sink) {
    this.parser = parser;
    this.payload = payload;
    this.sink = sink;
  }

  /** Reads the value on which the parser stands, and leaves it on that value's last token. */
  void read(int index) throws IOException {
    clear();
    JsonLocation start = parser.currentTokenLocation();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      fields();
      check();
    } else {
      parser.skipChildren();
      invalid("a reading is a JSON object");
    }
    if (fault == null) {
      sink.reading(
          asset,
          time,
          has(ACTIVITY) ? activity : ReadingSink.NO_ACTIVITY,
          has(POWER) ? (float) powerW : Float.NaN,
          has(COUNTER) ? counter : ReadingSink.NO_COUNTER);
    } else {
      String where = "readings[" + index + "]" + JsonBatchDecoder.at(start) + ": ";
      sink.bad(new BadReading(reason, where + fault, since(start)));
    }
  }

  private void clear() {
    seen = 0;
    given = 0;
    powerW = 0;
    counter = 0;
    fault = null;
  }

  private boolean has(int field) {
    return (given & field) != 0;
  }

  private void fields() throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int field = field(name);
      JsonToken value = parser.nextToken();
      if (field == 0) {
        unknown("the field " + JsonBatchDecoder.shown(name) + " is unknown");
      } else if ((seen & field) != 0) {
        invalid("the field " + name + " is given twice");
      } else if (value != JsonToken.VALUE_NULL || (field & (ASSET | TIME)) != 0) {
        value(field);
      }
      seen |= field;
      parser.skipChildren();
    }
  }

  private static int field(String name) {
    return switch (name) {
      case "asset" -> ASSET;
      case "time" -> TIME;
      case "activity" -> ACTIVITY;
      case "powerW" -> POWER;
      case "counter" -> COUNTER;
      default -> 0;
    };
  }

  private void value(int field) throws IOException {
    int faultless = fault == null ? field : 0;
    switch (field) {
      case ASSET -> asset();
      case TIME -> time();
      case ACTIVITY -> activity();
      case POWER -> power();
      default -> counter();
    }
    given |= fault == null ? faultless : 0;
  }

  private boolean isText(String name) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return true;
    }
    invalid(name + " is a text");
    return false;
  }

  private void asset() throws IOException {
    if (isText("asset")) {
      asset = parser.getText();
    }
  }

  private void time() throws IOException {
    if (isText("time")) {
      try {
        time =
            IsoTime.micros(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      } catch (DateTimeException e) {
        invalid("time is not an ISO 8601 time with an offset: " + text());
      } catch (ArithmeticException e) {
        invalid("time is out of range: " + text());
      }
    }
  }

  private void activity() throws IOException {
    if (isText("activity")) {
      activity = Activity.codeOf(parser.getText());
      if (activity < 0) {
        invalid("activity is none of " + Arrays.toString(Activity.values()) + ": " + text());
      }
    }
  }

  private void power() throws IOException {
    if (parser.currentToken().isNumeric()) {
      powerW = parser.getDoubleValue();
      if (!Double.isFinite(powerW)) {
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
        counter = parser.getLongValue();
        return;
      } catch (InputCoercionException tooLong) {
        // said below
      }
    }
    invalid("counter is a whole number of at most 63 bits");
  }

  private void check() {
    if (fault == null && !(has(ASSET) && has(TIME))) {
      invalid("the field " + (has(ASSET) ? "time" : "asset") + " is missing");
    }
    if (fault == null) {
      String wrong =
          Reading.fault(asset, (given & (ACTIVITY | POWER | COUNTER)) != 0, powerW, counter);
      if (wrong != null) {
        invalid(wrong);
      }
    }
  }

  private String text() throws IOException {
    return JsonBatchDecoder.shown(parser.getText());
  }

  /** Goes before every other fault: by it is decided what is kept of the reading. */
  private void unknown(String what) {
    reason = RejectReason.UNKNOWN_FIELD;
    fault = what;
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
