package io.fallow.gateway.source.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The standard input: read once, to its end. */
final class InputLines implements Lines {

  private static final int TOGETHER = 200;

  private final BufferedReader in;

  InputLines(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
  }

  @Override
  public String describe() {
    return "the standard input";
  }

  @Override
  public void open(Optional<String> place) {
    // it has no places
  }

  @Override
  public Optional<Some> next() throws SourceException {
    try {
      String line = in.readLine();
      if (line == null) {
        return Optional.empty();
      }
      List<String> lines = new ArrayList<>(List.of(line));
      while (lines.size() < TOGETHER && in.ready()) {
        line = in.readLine();
        if (line != null) {
          lines.add(line);
        }
      }
      return Optional.of(new Some(lines, Optional.empty(), 0, 0));
    } catch (IOException e) {
      throw new SourceException("the standard input cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    // it is the process' own
  }
}
