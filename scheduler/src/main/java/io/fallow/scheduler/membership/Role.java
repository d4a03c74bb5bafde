package io.fallow.scheduler.membership;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a member may do. A person may have several roles. */
public enum Role {
  /** Everything, members and keys too. */
  ADMIN,
  /** Runs machines: their rules, hours, lock-outs, terms. */
  OPERATOR,
  /** Decides on others' requests. */
  APPROVER,
  /** Books. */
  BOOKER,
  /** Sees what has been done, and changes nothing. */
  AUDITOR;

  /** As contract and database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of a code, if there is one. */
  public static Optional<Role> of(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }
}
