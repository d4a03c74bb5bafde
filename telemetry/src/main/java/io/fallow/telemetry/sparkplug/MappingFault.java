package io.fallow.telemetry.sparkplug;

/**
 * What is wrong with a mapping.
 *
 * @param at where, such as {@code metrics[2].scale}; empty for the whole
 * @param code {@code malformed}, {@code missing}, {@code type}, {@code unknown}, {@code choice},
 *     {@code format}, {@code length}, {@code repeated} or {@code invalid}
 * @param message for people
 */
public record MappingFault(String at, String code, String message) {

  @Override
  public String toString() {
    return at.isEmpty() ? message : at + " " + message;
  }
}
