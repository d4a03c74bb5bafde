package io.fallow.gateway.source.lines;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.util.List;

/** What a line says. */
@FunctionalInterface
interface LineReader {

  /**
   * The readings of a line that isn't blank.
   *
   * @throws SourceException if it says none
   */
  List<Reading> read(String line) throws SourceException;
}
