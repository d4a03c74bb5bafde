package io.fallow.gateway.config;

/**
 * What is wrong with a gateway's file.
 *
 * @param line from 1; 0 when it is of the whole file
 * @param key where, such as {@code sources[1].registers[0].scale}; empty for the whole file
 * @param words what is wrong, and what would be right
 */
public record ConfigFault(int line, String key, String words) {

  /** {@code line 12, sources[1].every: …}. */
  @Override
  public String toString() {
    String where = line == 0 ? "" : "line " + line + (key.isEmpty() ? ": " : ", " + key + ": ");
    return where + words;
  }
}
