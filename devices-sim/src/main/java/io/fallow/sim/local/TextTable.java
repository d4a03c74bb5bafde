package io.fallow.sim.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of columns, as wide as they need to be; the first column to the left, all others right. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row of as many cells as there are heads. */
  void row(Object... cells) {
    rows.add(List.of(cells).stream().map(String::valueOf).toList());
  }

  @Override
  public String toString() {
    return rows.stream().map(this::line).collect(Collectors.joining(System.lineSeparator()));
  }

  private String line(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> padded(row.get(column), column))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private String padded(String cell, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    String space = " ".repeat(width - cell.length());
    return column == 0 ? cell + space : space + cell;
  }
}
