package io.fallow.sim.mosquitto;

import java.util.List;

/**
 * Who may connect, and what for.
 *
 * @param write topic filters
 * @param read topic filters
 */
public record MosquittoUser(String name, String password, List<String> write, List<String> read) {

  public MosquittoUser {
    write = List.copyOf(write);
    read = List.copyOf(read);
    if (name.isBlank() || !name.matches("[\\x21-\\x7e&&[^:#]]+")) {
      throw new IllegalArgumentException("a user's name is visible ASCII without : and #");
    }
  }

  /**
   * A gateway, as {@code organisation.gateway}: it writes below its own topics only, those of
   * Fallow and those of Sparkplug B, and reads its commands and which host is online.
   */
  public static MosquittoUser gateway(String organisation, String gateway, String password) {
    String own = "fallow/v1/" + organisation + "/" + gateway + "/#";
    String group = "spBv1.0/" + organisation + "/";
    return new MosquittoUser(
        organisation + "." + gateway,
        password,
        List.of(own, group + "+/" + gateway, group + "+/" + gateway + "/#"),
        List.of(
            own,
            group + "NCMD/" + gateway,
            group + "DCMD/" + gateway + "/#",
            "spBv1.0/STATE/#",
            "STATE/#"));
  }

  /** The platform: telemetry, and tools. It may everything. */
  public static MosquittoUser platform(String name, String password) {
    return new MosquittoUser(name, password, List.of("#"), List.of("#"));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MosquittoUser[" + name + "]";
  }
}
