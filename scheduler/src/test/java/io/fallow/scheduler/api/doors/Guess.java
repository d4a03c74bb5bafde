package io.fallow.scheduler.api.doors;

import static java.util.Comparator.comparing;

import io.fallow.scheduler.api.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One who tries somebody else's ids, or ids that never were, at a time of their own. What was sent
 * is known, so that it can be taken out of the answer.
 */
final class Guess implements Ids {

  /** What differs from answer to answer, and from length to length, whatever was asked. */
  private static final Set<String> OF_EACH_ANSWER =
      Set.of("date", "content-length", "x-request-id", "etag", "ratelimit", "retry-after");

  private final Ids ids;
  private final Instant slot;
  private final List<String> sent = new ArrayList<>();

  Guess(Ids ids, Instant slot) {
    this.ids = ids;
    this.slot = slot;
  }

  private String sent(String id) {
    sent.add(id);
    return id;
  }

  @Override
  public String id(String parameter, String path) {
    return sent(ids.id(parameter, path));
  }

  @Override
  public String asset() {
    return sent(ids.asset());
  }

  @Override
  public String facility() {
    return sent(ids.facility());
  }

  @Override
  public String organisation() {
    return sent(ids.organisation());
  }

  @Override
  public String person() {
    return sent(ids.person());
  }

  @Override
  public Instant slot() {
    return slot;
  }

  /** Whether some text was in what was sent, so that an answer may have it too. */
  boolean hasSent(String text) {
    return sent.stream().anyMatch(each -> each.contains(text));
  }

  /** Status, headers and body, with a gap where something stands that was sent. */
  String withoutWhatWasSent(Reply reply) {
    String all = headers(reply) + "\n" + reply.text();
    sent.sort(comparing(String::length).reversed());
    for (String each : sent) {
      all = all.replaceAll("(?<![\\w.])" + Pattern.quote(each) + "(?!\\w)", "…");
    }
    return reply.status() + "\n" + all;
  }

  private static Map<String, List<String>> headers(Reply reply) {
    Map<String, List<String>> headers = new TreeMap<>();
    reply
        .response()
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    headers.keySet().removeIf(OF_EACH_ANSWER::contains);
    return headers;
  }

  /** Of the platform's own work, at whatever moment it is done. */
  private static final Pattern NOBODYS = Pattern.compile("\"failingSince\":\"[^\"]*\"");

  /** What of some secrets is told, in the headers or the body. */
  static List<String> told(Reply reply, List<String> secrets) {
    String body = NOBODYS.matcher(reply.text()).replaceAll("");
    String all = reply.response().headers().map() + "\n" + body;
    return secrets.stream().filter(all::contains).toList();
  }
}
