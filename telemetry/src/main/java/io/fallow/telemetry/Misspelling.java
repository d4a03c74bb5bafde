package io.fallow.telemetry;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Optional;

/** Guesses which name was meant. */
final class Misspelling {

  private static final int LETTERS_TO_A_MISTAKE = 3;

  private Misspelling() {}

  /**
   * The nearest of the known names, if it is near.
   *
   * @param prefix letters that all names begin with: they don't make two names alike
   */
  static Optional<String> of(String name, int prefix, Collection<String> known) {
    int mistakes = (name.length() - prefix) / LETTERS_TO_A_MISTAKE;
    return known.stream()
        .filter(other -> distance(name, other) <= mistakes)
        .min(comparingInt(other -> distance(name, other)));
  }

  /** Letters to insert, delete or replace to get from one name to the other (Levenshtein). */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
