package io.fallow.gateway.source;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import java.time.Clock;

/** A kind of source, as the file's {@code type} names it. */
public interface SourceType {

  /** Its name in the file. */
  String type();

  /**
   * A source that is not started yet; nothing outside of this machine is asked for it.
   *
   * @param clock stamps what has no time of its own
   * @throws SettingsException if the settings fit the schema and still cannot be followed
   */
  Source create(String name, Settings settings, Clock clock) throws SettingsException;
}
