package io.fallow.telemetry.access;

/** How MQTT's topic filters stand to each other. */
final class TopicFilters {

  private TopicFilters() {}

  /**
   * Whether everything that a filter or topic means lies within a filter: {@code a/+} covers {@code
   * a/b} and {@code a/+} and not {@code a/#}. Nothing covers a topic that begins with {@code $}, or
   * a shared subscription, but a filter that begins with the same level.
   */
  static boolean covers(String filter, String asked) {
    String[] allowed = filter.split("/", -1);
    String[] levels = asked.split("/", -1);
    if (levels[0].startsWith("$") && !allowed[0].equals(levels[0])) {
      return false;
    }
    for (int i = 0; i < allowed.length; i++) {
      if (allowed[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || !coversLevel(allowed[i], levels[i])) {
        return false;
      }
    }
    return allowed.length == levels.length;
  }

  private static boolean coversLevel(String allowed, String asked) {
    return allowed.equals("+") ? !asked.equals("#") : allowed.equals(asked);
  }

  /** Whether a text is a topic that can be published to. */
  static boolean isTopic(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> c == '+' || c == '#' || c == 0);
  }
}
