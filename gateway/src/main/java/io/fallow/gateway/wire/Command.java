package io.fallow.gateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * What the platform may say to a gateway, all in one message: what it has stored, a ping, and that
 * the gateway is to introduce itself again. Nothing else. It goes to {@link Topics#commands}, the
 * first retained, the others not, in the form of {@link CommandCodec}.
 *
 * @param stored what it has, by numbering
 * @param rebirth whether the gateway is to say again that it is online, how it is, and the newest
 *     reading of each asset
 */
public record Command(List<Confirmation> stored, Optional<Ping> ping, boolean rebirth) {

  /** Copies the list. */
  public Command {
    stored = List.copyOf(stored);
  }

  /** A ping alone. */
  public static Command of(Ping ping) {
    return new Command(List.of(), Optional.of(ping), false);
  }

  /**
   * A question for the time.
   *
   * @param id that the answer names
   * @param sentMicros the platform's clock, in microseconds since 1970 UTC
   */
  public record Ping(String id, long sentMicros) {

    /** Checks the id. */
    public Ping {
      if (id.isEmpty() || id.length() > 64) {
        throw new IllegalArgumentException("a ping's id has 1 to 64 characters");
      }
    }
  }
}
