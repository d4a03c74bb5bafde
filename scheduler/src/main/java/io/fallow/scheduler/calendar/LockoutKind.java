package io.fallow.scheduler.calendar;

import java.util.Locale;
import java.util.Optional;

/** Why nobody may use an asset. */
public enum LockoutKind {
  MAINTENANCE,
  /** Its calibration is over or will be. */
  CALIBRATION,
  FAILED_QA,
  /** Its maker or an authority took it out of use. */
  RECALL,
  /** It says itself that it doesn't work. */
  FAULT,
  OTHER;

  /** The stable name, such as {@code failed-qa}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of a stable name. */
  public static Optional<LockoutKind> of(String code) {
    for (LockoutKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Whether the owner may book over it, with a reason: only what is not about safety. */
  public boolean isOverridable() {
    return this == MAINTENANCE || this == OTHER;
  }
}
