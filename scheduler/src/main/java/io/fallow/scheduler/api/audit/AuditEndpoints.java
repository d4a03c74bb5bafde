package io.fallow.scheduler.api.audit;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.audit.AuditEntry;
import io.fallow.scheduler.audit.AuditFilter;
import io.fallow.scheduler.audit.AuditLog;
import io.fallow.scheduler.audit.Head;
import io.fallow.scheduler.audit.Heads;
import io.fallow.scheduler.audit.Seal;
import io.fallow.scheduler.audit.SealedEntry;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows an organisation who has changed what in its name, and the head of the chain of that. */
public final class AuditEndpoints implements Operations {

  private final AuditLog log;
  private final Heads heads;

  /** Operations over these services. */
  public AuditEndpoints(SchedulerServices services) {
    this.log = new AuditLog(services.database());
    this.heads = new Heads(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("audit", this::audit, "auditHead", this::head);
  }

  private Answer audit(Call call) {
    AuditFilter filter = filter(call.inputs());
    List<SealedEntry> found = log.page(call.viewer().organisationId(), filter);
    boolean more = found.size() == filter.limit();
    List<SealedEntry> shown = more ? found.subList(0, filter.limit() - 1) : found;
    Optional<String> next = more ? Optional.of(last(shown).number() + "") : Optional.empty();
    return call.acceptsCsv() ? AuditCsv.of(shown, next) : Answer.ok(json(shown, next));
  }

  private static Seal last(List<SealedEntry> entries) {
    return entries.get(entries.size() - 1).seal();
  }

  /** Asks for one more than is shown, to know whether there is. */
  private static AuditFilter filter(Inputs inputs) {
    Optional<Instant> from = inputs.instant("from");
    Optional<Instant> to = inputs.instant("to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      inputs.fault("query", "to", "order", "must be later than from");
    }
    inputs.orThrow();
    Optional<Long> before = inputs.text("cursor").map(Long::valueOf);
    return new AuditFilter(
        from,
        to,
        inputs.text("actor"),
        inputs.text("what"),
        inputs.text("key"),
        before.map(OptionalLong::of).orElse(OptionalLong.empty()),
        (int) inputs.number("limit").orElseThrow() + 1);
  }

  private static JsonObject json(List<SealedEntry> entries, Optional<String> next) {
    JsonArray list = new JsonArray();
    entries.forEach(each -> list.add(json(each)));
    JsonObject json = new JsonObject().put("entries", list);
    next.ifPresent(cursor -> json.put("next", cursor));
    return json;
  }

  private static JsonObject json(SealedEntry sealed) {
    AuditEntry entry = sealed.entry();
    JsonObject json =
        new JsonObject()
            .put("number", sealed.seal().number())
            .put("at", entry.at().toString())
            .put("actor", entry.actor())
            .put("action", entry.action())
            .put("what", entry.what())
            .put("key", entry.key());
    entry.before().ifPresent(before -> json.put("before", Json.decodeValue(before)));
    entry.after().ifPresent(after -> json.put("after", Json.decodeValue(after)));
    return json.put("sealedAt", sealed.seal().sealedAt().toString())
        .put("code", sealed.seal().code().hex());
  }

  private Answer head(Call call) {
    call.inputs().orThrow();
    Optional<Head> head = heads.of(call.viewer().organisationId(), call.viewer().organisation());
    JsonArray list = new JsonArray();
    head.ifPresent(found -> list.add(new JsonObject(found.json().toString())));
    return Answer.ok(new JsonObject().put("heads", list));
  }
}
