package io.fallow.gateway.settings;

/** A setting that fits the schema and still cannot be followed. */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  SettingsException(String pointer, String words) {
    super(words);
    this.pointer = pointer;
  }

  /** JSON pointer of the setting within the file. */
  public String pointer() {
    return pointer;
  }
}
