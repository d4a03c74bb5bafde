package io.fallow.scheduler.api.doors;

import java.time.Instant;

/**
 * Ids of the same form as somebody's, of things that never were. An answer to them is what the
 * answer to that one's ids has to be like.
 *
 * @param of whose
 */
record Nowhere(Victim of, Instant slot) implements Ids {

  private static final String NUMBER = "2147483001";
  private static final String UUID = "7d3f0f6e-5b1c-4c7e-9a57-0c1d2e3f4a5b";

  @Override
  public String id(String parameter, String path) {
    return switch (parameter) {
      case "asset" -> asset();
      case "facility" -> facility();
      case "gateway" -> of.organisation() + ".no-such";
      case "organisation" -> organisation();
      case "person" -> person();
      case "type", "day" -> of.id(parameter, path);
      default -> of.id(parameter, path).contains("-") ? UUID : NUMBER;
    };
  }

  @Override
  public String asset() {
    return of.organisation() + ".no-such";
  }

  @Override
  public String facility() {
    return of.organisation() + ".no-place";
  }

  @Override
  public String organisation() {
    return "nobody-of-that-code";
  }

  @Override
  public String person() {
    return "nobody";
  }
}
