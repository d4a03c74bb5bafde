package io.fallow.telemetry.rejects;

import io.fallow.gateway.wire.RejectReason;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reason means, for who runs the gateway, and whether it can be mended. */
public final class ReasonText {

  private ReasonText() {}

  /** The reason of a code; empty for one of another version of this program. */
  public static Optional<RejectReason> ofCode(String code) {
    return Stream.of(RejectReason.values()).filter(each -> each.code().equals(code)).findAny();
  }

  /** In words, with what would help. */
  public static String of(String code) {
    return ofCode(code).map(ReasonText::of).orElse("Not accepted: " + code + ".");
  }

  private static String of(RejectReason reason) {
    return switch (reason) {
      case UNKNOWN_TOPIC -> "It was published to a topic that is none of Fallow's.";
      case UNPARSABLE -> "Its bytes are not of the form that its topic carries.";
      case UNSUPPORTED_VERSION -> "It is of a version of the contract that isn't known here.";
      case EMPTY_BATCH -> "There is no reading in it.";
      case TOO_LARGE -> "It has too many bytes or readings: send several.";
      case UNKNOWN_GATEWAY -> "No gateway of this name was registered.";
      case UNKNOWN_ASSET -> "It names an asset that isn't registered: register it, and replay.";
      case FOREIGN_ASSET -> "It names an asset of another facility than the gateway's.";
      case TIME_IN_FUTURE -> "Its time is in the future: look at the gateway's clock.";
      case TIME_TOO_OLD -> "Its time is from before anything was measured.";
      case NOT_FINITE -> "A power of it is no number.";
      case NO_BIRTH -> "It can't be understood without the node's Sparkplug birth.";
      case UNKNOWN_FIELD -> "It has a field that isn't on the contract's list; it wasn't kept.";
      case INVALID_VALUE -> "A value of it can't be: see the detail.";
    };
  }
}
