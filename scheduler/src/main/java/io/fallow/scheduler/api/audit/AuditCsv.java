package io.fallow.scheduler.api.audit;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.audit.AuditEntry;
import io.fallow.scheduler.audit.SealedEntry;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit trail as comma-separated values, RFC 4180. */
final class AuditCsv {

  private static final String HEAD = "number,at,actor,action,what,key,before,after,sealed_at,code";
  private static final String NEXT = "X-Next";

  private AuditCsv() {}

  /** Where there is more, a header says what to ask for it. */
  static Answer of(List<SealedEntry> entries, Optional<String> next) {
    StringBuilder text = new StringBuilder(HEAD).append("\r\n");
    entries.forEach(each -> text.append(line(each)).append("\r\n"));
    Map<String, String> more = next.map(cursor -> Map.of(NEXT, cursor)).orElse(Map.of());
    return new Answer(200, "text/csv; charset=utf-8", Buffer.buffer(text.toString()), more);
  }

  private static String line(SealedEntry sealed) {
    AuditEntry entry = sealed.entry();
    return Stream.of(
            sealed.seal().number(),
            entry.at(),
            entry.actor(),
            entry.action(),
            entry.what(),
            entry.key(),
            entry.before().orElse(""),
            entry.after().orElse(""),
            sealed.seal().sealedAt(),
            sealed.seal().code())
        .map(value -> quoted(value.toString()))
        .collect(Collectors.joining(","));
  }

  /** What a spreadsheet would take for a formula is shown as the text that it is. */
  private static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
